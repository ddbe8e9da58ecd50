#pragma once

#include <string>
#include <string_view>

namespace haat {

struct Element;

// Where in the package an href points: `base` (the xml:base values from the outside in, joined) and
// `href` as RFC 3986 joins them, without query and fragment, unescaped, with "." and ".." worked
// out. An address with a scheme, or one that leads out of the package, is given back as it is
// written, so that rules can name it.
std::string package_path(std::string_view base, std::string_view href);

// One xml:base within another, as RFC 3986, 5.2.3, merges them: what stands behind the outer one's
// last slash goes.
std::string joined_base(std::string_view outer, std::string_view inner);
// The same with the xml:base that an element has; without one it is the outer one.
std::string base_within(std::string_view outer, const Element& element);

bool leads_out(std::string_view path);  // of the package, as package_path() gave it back

std::string percent_decoded(std::string_view text);
bool is_unreserved(char c);  // stands for itself everywhere in a URI (RFC 3986, 2.3)
// Every byte but those that `stays` keeps, as %XX (RFC 3986, 2.1).
std::string percent_encoded(std::string_view text, bool (*stays)(char));

bool is_absolute_url(std::string_view address);  // has a scheme, or begins with "//"

// Why an href or xml:base, as it is written, does not mean the same file everywhere: a backslash, a
// leading slash, a drive or a file: address. Empty: it does.
std::string address_fault(std::string_view address);

// Why a text is no URL by RFC 1738, relative or not; why it is no fully qualified IRI by RFC 3987.
// Empty: it is one. White space around it has been cut.
std::string url_fault(std::string_view text);
std::string iri_fault(std::string_view text);

}  // namespace haat
