// What tests/test_html.py asks of every page. Each rule that is off says why.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // spaces and spelling that a browser does not see
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    "attribute-boolean-style": "off",
    // a label around its field may also name it; some aids only know the name
    "no-redundant-for": "off",
    // a button in a form sends it, which is what ours do
    "no-implicit-button-type": "off",
    // a map is a div with a role: a section would want a heading; a list of found addresses grows
    "prefer-native-element": ["error", { exclude: ["region", "listbox"] }],
    // the map that sends where one clicked, without scripts, is only to be had as an input
    "prefer-button": "off",
    // telephone numbers and titles come from people
    "tel-non-breaking": "off",
    "long-title": "off",
    // a row of boxes to tick shares one name
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit", "button"] }],
  },
};
