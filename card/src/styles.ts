import { css } from "lit";

export const styles = css`
  :host {
    display: block;
  }
  ha-card {
    box-sizing: border-box;
    height: 100%;
    padding: 16px;
    overflow-wrap: anywhere;
  }
  h2,
  h3,
  p,
  ul {
    margin: 0;
    padding: 0;
    font: inherit;
    list-style: none;
  }
  section,
  form,
  details.numbers,
  .message {
    margin-block-start: 16px;
  }
  a,
  button,
  summary {
    min-height: 44px;
    box-sizing: border-box;
    color: inherit;
    font: inherit;
    text-decoration: none;
    cursor: pointer;
  }
  button {
    border: 0;
    background: none;
  }
  :is(a, button, summary, input):focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    width: 20px;
    height: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: baseline;
    justify-content: space-between;
  }
  h2 {
    font-size: 1.25rem;
  }
  .balance {
    font-size: 1.25rem;
    font-weight: 500;
    font-variant-numeric: tabular-nums;
  }
  .low {
    margin-inline-end: 8px;
    padding: 2px 10px;
    border-radius: 12px;
    background: var(--ha-color-fill-warning-normal-resting, transparent);
    color: var(--ha-color-on-warning-normal, inherit);
    font-size: 0.875rem;
    vertical-align: 2px;
  }
  .quiet {
    color: var(--secondary-text-color);
    font-size: 0.875rem;
  }
  .fresh {
    text-align: end;
  }

  .dial {
    display: flex;
    align-items: center;
    padding: 12px 4px 12px 16px;
    padding-inline: 16px 4px;
    border-radius: 12px;
    background: var(--ha-color-fill-primary-quiet-resting, var(--secondary-background-color));
  }
  .dial > :first-child {
    flex: 1;
    min-width: 0;
  }
  .dial .quiet {
    color: var(--primary-text-color);
  }
  .dial a {
    display: inline-flex;
    align-items: center;
    font-size: clamp(1.375rem, 7cqi, 1.875rem);
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
  }
  .copy {
    display: grid;
    flex: none;
    place-items: center;
    width: 44px;
    color: var(--secondary-text-color);
  }
  .dial .copy {
    color: inherit;
  }

  form {
    display: grid;
    gap: 12px;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .chips button {
    max-width: 100%;
    padding: 4px 16px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 22px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .chips .more {
    border-color: transparent;
    color: var(--secondary-text-color);
  }
  .field {
    position: relative;
    display: grid;
    gap: 4px;
  }
  input {
    box-sizing: border-box;
    width: 100%;
    min-height: 48px;
    padding: 0 12px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 8px;
    background: transparent;
    color: inherit;
    font: inherit;
    font-size: 1rem;
  }
  input::placeholder {
    color: var(--secondary-text-color);
    opacity: 1;
  }
  [role="listbox"] {
    position: absolute;
    z-index: 2;
    inset: calc(100% + 4px) 0 auto;
    max-height: 280px;
    overflow: auto;
    border-radius: 8px;
    background: var(--card-background-color);
    box-shadow: 0 2px 12px rgb(0 0 0 / 40%);
  }
  [role="option"] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    align-items: center;
    justify-content: space-between;
    min-height: 44px;
    padding: 4px 12px;
    box-sizing: border-box;
    cursor: pointer;
  }
  [role="option"]:is(:hover, [aria-selected="true"]) {
    background: var(--secondary-background-color);
  }
  .main {
    display: flex;
    gap: 12px;
    align-items: center;
    justify-content: center;
    min-height: 52px;
    padding: 8px 16px;
    border-radius: 26px;
    background: var(--primary-color);
    color: var(--text-primary-color);
    font-size: 1.2rem;
    font-weight: 700;
    text-align: center;
  }
  .main[disabled] {
    cursor: progress;
  }

  .message {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 8px 12px;
    padding: 12px;
    border-radius: 8px;
    background: var(--ha-color-fill-success-quiet-resting, var(--secondary-background-color));
  }
  form .message {
    margin: 0;
  }
  .message.error {
    background: var(--ha-color-fill-danger-quiet-resting, var(--secondary-background-color));
  }
  .message.unknown {
    background: var(--ha-color-fill-warning-quiet-resting, var(--secondary-background-color));
  }
  .message a {
    display: inline-flex;
    grid-column: 2;
    align-items: center;
    font-weight: 500;
    text-decoration: underline;
  }

  summary {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    width: 8px;
    height: 8px;
    margin-inline: auto 6px;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
    content: "";
  }
  [open] > summary::after {
    transform: rotate(-135deg);
  }
  h3 {
    margin-block: 12px 0;
    font-weight: 500;
  }
  .numbers li {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }
  .numbers li a {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
    justify-content: space-between;
    min-width: 0;
  }

  .loading {
    height: 180px;
  }
  .loading::before {
    display: block;
    width: 60%;
    height: 24px;
    border-radius: 8px;
    background: var(--divider-color);
    content: "";
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: no-preference) {
    .loading::before {
      animation: pulse 1.2s ease-in-out infinite alternate;
    }
    summary::after {
      transition: transform 0.15s;
    }
  }
  @keyframes pulse {
    to {
      opacity: 0.4;
    }
  }
`;
