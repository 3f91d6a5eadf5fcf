import { css } from "lit";

export const fieldStyles = css`
  :host {
    position: relative;
  }
  label {
    display: block;
    margin-block-end: 4px;
  }
  input {
    box-sizing: border-box;
    width: 100%;
    min-height: 48px;
    padding: 0 12px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 8px;
    background: none;
    color: inherit;
    font: inherit;
    font-size: 16px;
  }
  ::placeholder {
    color: var(--secondary-text-color);
    opacity: 1;
  }
`;
