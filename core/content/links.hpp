#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/element.hpp"
#include "core/place.hpp"
#include "core/text_places.hpp"

namespace haat {

enum class LinkUse {
  page,   // somewhere to go: <a>, <area>, <form>
  frame,  // a page within the page
  script,
  style,
  font,
  image,
  media,  // sound or moving pictures
  captions,
  object,  // for a plug-in
  other,
};

const char* to_string(LinkUse use);  // "script", "image", ...

enum class LinkTarget {
  package,  // a file of the package, which is there or not
  remote,   // another server's: `host`
  root,     // begins with a slash: of whichever server shows the course
  outside,  // climbs out of the package's root
  disk,     // of one computer
};

// An address that a page or a style sheet names, as far as it can be known without running a
// script. Addresses within the same page, inline data and templates' placeholders are none.
struct Link {
  std::string address;  // as written
  LinkUse use = LinkUse::other;
  LinkTarget target = LinkTarget::package;
  std::string path;    // in the package
  std::string host;    // in lower case, without port
  bool secure = true;  // false: by http:
  Place place;
};

// Of an address with "//": in lower case, without port; empty: it has none.
std::string host_of(std::string_view address);

// Those of a page in `file`, which <base> has its say in.
std::vector<Link> links_of_page(const Element& page, std::string_view file);

// Those of a style sheet: url() and @import.
std::vector<Link> links_of_style(std::string_view bytes, const TextPlaces& places,
                                 std::string_view file);

}  // namespace haat
