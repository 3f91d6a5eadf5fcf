# Home Assistant maps voluptuous to its successor at run time; so do its types.
from probatio import *
