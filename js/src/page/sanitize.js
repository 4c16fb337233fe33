// Stands in for sanitize-html, which brings a parser of its own; DOMPurify uses the browser's.
import DOMPurify from "dompurify";

export default function sanitize(source, { allowedTags, allowedAttributes } = {}) {
  const attributes = Object.values(allowedAttributes ?? {}).flat().filter((name) => typeof name === "string");
  return DOMPurify.sanitize(source, allowedTags ? { ALLOWED_TAGS: allowedTags, ALLOWED_ATTR: attributes } : {});
}
