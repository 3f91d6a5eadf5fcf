/**
 * Waits until Home Assistant's page has replaced the browser's registry of elements: a module that the page loads before is
 * in the old one, where its elements are not found. Must come first: Lit's classes extend the page's.
 */

if (document.querySelector("home-assistant")) await customElements.whenDefined("home-assistant");

export {};
