# Home Assistant maps voluptuous to its successor at run time; so do its types.
from probatio import (
    All as All,
    Any as Any,
    Coerce as Coerce,
    Invalid as Invalid,
    Length as Length,
    Optional as Optional,
    Required as Required,
    Schema as Schema,
    Upper as Upper,
)
