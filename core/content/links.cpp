#include "core/content/links.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/ascii.hpp"
#include "core/content/file_kind.hpp"
#include "core/manifest/address.hpp"

namespace haat {
namespace {

constexpr std::size_t most_links = 20'000;        // of one file
constexpr std::size_t most_link_bytes = 2 << 20;  // of them all: a long <base> is in each
constexpr std::string_view white_space = " \t\n\r\f";

// What a script or a server puts an address into later.
bool has_placeholder(std::string_view address) {
  return address.find_first_of("{}<>`") != std::string_view::npos ||
         address.find("[[") != std::string_view::npos ||
         address.find("' +") != std::string_view::npos;
}

std::string_view scheme_of(std::string_view address) {
  const auto end = address.find_first_of(":/?#");
  if (end == std::string_view::npos || address[end] != ':') return {};
  return address.substr(0, end);
}

// What is plain needs no taking apart: a page may have thousands of addresses below a long folder.
bool is_plain(std::string_view address) {
  return address.find_first_of("%?#") == std::string_view::npos &&
         address.find_first_of("./") != 0 && address.find("/.") == std::string_view::npos &&
         address.find("//") == std::string_view::npos && !address.ends_with('/');
}

// Where the relative addresses of one file begin.
struct Base {
  std::string folder;     // with its last slash; empty: the root
  std::string host = {};  // another server's, by <base>
  bool secure = true;
  bool plain = true;  // as package_path() would give the folder back
};

Base base_in(std::string_view file) {
  const auto slash = file.rfind('/');
  Base base{std::string(slash == std::string_view::npos ? "" : file.substr(0, slash + 1))};
  base.plain = is_plain(file.substr(0, base.folder.empty() ? 0 : slash));
  return base;
}

std::string path_from(const Base& base, std::string_view address) {
  if (base.plain && is_plain(address)) return base.folder + std::string(address);
  return package_path(base.folder, address);
}

std::optional<Link> link_to(std::string_view written, LinkUse use, const Base& base, Place place) {
  const auto address = trimmed(written, white_space);
  if (address.empty() || address.starts_with('#') || address.starts_with('?') ||
      has_placeholder(address))
    return std::nullopt;
  Link link{.address = std::string(address), .use = use, .path = {}, .host = {}, .place = place};
  const auto scheme = lower_case(scheme_of(address));
  if (scheme == "http" || scheme == "https" || address.starts_with("//")) {
    if (address.find("//") == std::string_view::npos) return std::nullopt;
    link.target = LinkTarget::remote;
    link.host = host_of(address);
    link.secure = scheme != "http";
    if (link.host.find('.') == std::string::npos)
      return std::nullopt;  // http://localhost, half a URL
    return link;
  }
  if (scheme == "file" || scheme.size() == 1) {
    link.target = LinkTarget::disk;
    return link;
  }
  if (!scheme.empty()) return std::nullopt;  // mailto:, data:, javascript:
  if (!base.host.empty()) {
    link.target = LinkTarget::remote;
    link.host = base.host;
    link.secure = base.secure;
    return link;
  }
  std::string portable(address);  // browsers take one for the other
  std::replace(portable.begin(), portable.end(), '\\', '/');
  if (portable.starts_with('/')) {
    link.target = LinkTarget::root;
    return link;
  }
  link.path = path_from(base, portable);
  if (leads_out(link.path)) {
    link.path.clear();
    link.target = LinkTarget::outside;
  }
  return link;
}

// Of one file, as many as there is room for.
class Links {
 public:
  bool full() const { return links_.size() >= most_links || bytes_ >= most_link_bytes; }
  void add(std::string_view written, LinkUse use, const Base& base, Place place) {
    if (full()) return;
    auto link = link_to(written, use, base, place);
    if (!link) return;
    bytes_ += link->address.size() + base.folder.size() + base.host.size();
    links_.push_back(*std::move(link));
  }
  std::vector<Link> take() { return std::move(links_); }

 private:
  std::vector<Link> links_;
  std::size_t bytes_ = 0;
};

LinkUse use_of_file(std::string_view address) {
  const auto plain = address.substr(0, address.find_first_of("?#"));
  switch (kind_by_name(plain)) {
    case FileKind::font:
      return LinkUse::font;
    case FileKind::style:
      return LinkUse::style;
    default:
      return LinkUse::image;
  }
}

// CSS Syntax 3, as much of it as is needed to find addresses: comments, strings, url() and @import.
// `at(offset)` is the place of a byte. Time is linear.
template <class At>
class StyleScan {
 public:
  StyleScan(std::string_view text, const Base& base, At at, Links& links)
      : text_(text), base_(base), at_(at), links_(links) {}

  void run() {
    for (std::size_t i = 0; i < text_.size() && !links_.full();) {
      if (text_.substr(i, 2) == "/*") {
        const auto end = text_.find("*/", i + 2);
        if (end == std::string_view::npos) return;
        i = end + 2;
      } else if (starts(i, "url(")) {
        i = value(i + 4, i, std::nullopt, ")");
      } else if (starts(i, "@import")) {
        i = import(i + 7, i);
      } else if (text_[i] == '"' || text_[i] == '\'') {
        i = end_of_string(i) + 1;
      } else {
        ++i;
      }
    }
  }

 private:
  bool starts(std::size_t at, std::string_view word) const {
    if (lower_case(text_[at]) != word[0] || text_.size() - at < word.size()) return false;
    for (std::size_t i = 1; i < word.size(); ++i)
      if (lower_case(text_[at + i]) != word[i]) return false;
    return true;
  }
  std::size_t skip_space(std::size_t at) const {
    return std::min(text_.find_first_not_of(white_space, at), text_.size());
  }
  std::size_t end_of_string(std::size_t at) const {  // of the quote that ends it
    const char quote = text_[at];
    for (++at; at < text_.size() && text_[at] != quote && text_[at] != '\n'; ++at)
      if (text_[at] == '\\') ++at;
    return std::min(at, text_.size());
  }
  std::size_t import(std::size_t at, std::size_t begin) {
    at = skip_space(at);
    if (at < text_.size() && starts(at, "url(")) return value(at + 4, begin, LinkUse::style, ")");
    return value(at, begin, LinkUse::style, ";");
  }
  // One address, quoted or not. The result is where to go on.
  std::size_t value(std::size_t at, std::size_t begin, std::optional<LinkUse> use,
                    std::string_view ends) {
    at = skip_space(at);
    if (at >= text_.size()) return at;
    const bool quoted = text_[at] == '"' || text_[at] == '\'';
    if (!quoted && ends == ";") return at;
    const auto end = quoted ? end_of_string(at) : text_.find_first_of(ends, at);
    if (end == std::string_view::npos) return text_.size();  // an address without an end
    if (quoted) ++at;
    const auto address = text_.substr(at, end > at ? end - at : 0);
    if (address.find('\\') == std::string_view::npos)  // an escape: not worth a guess
      links_.add(address, use.value_or(use_of_file(address)), base_, at_(begin));
    return end + 1;
  }

  std::string_view text_;
  const Base& base_;
  At at_;
  Links& links_;
};

template <class At>
void scan_style(std::string_view text, const Base& base, At at, Links& links) {
  StyleScan<At>(text, base, at, links).run();
}

class PageLinks {
 public:
  explicit PageLinks(std::string_view file) : base_(base_in(file)) {}

  bool find_base(const Element& element) {
    if (element.name == "base")
      if (const auto* href = element.attribute("", "href"); href != nullptr && !href->empty()) {
        if (const auto link = link_to(*href, LinkUse::other, base_, {})) {
          if (link->target == LinkTarget::remote) base_.host = link->host;
          base_.secure = link->secure;
          if (link->target == LinkTarget::package)
            base_ = base_in(href->ends_with('/') ? link->path + "/" : link->path);
        }
        return true;
      }
    return std::any_of(element.children.begin(), element.children.end(),
                       [&](const Element& child) { return find_base(child); });
  }

  void walk(const Element& element) {
    look(element);
    for (const auto& child : element.children) walk(child);
  }

  std::vector<Link> take() { return links_.take(); }

 private:
  void add(const Element& element, std::string_view attribute, LinkUse use) {
    for (const auto& each : element.attributes)
      if (each.name == attribute) links_.add(each.value, use, base_, element.place);
  }
  void add_set(const Element& element) {
    const auto* set = element.attribute("", "srcset");
    if (set == nullptr || set->find("data:") != std::string::npos) return;
    for (std::string_view rest = *set; !rest.empty();) {
      const auto comma = rest.find(',');
      const auto candidate = trimmed(rest.substr(0, comma), white_space);
      links_.add(candidate.substr(0, candidate.find_first_of(white_space)), LinkUse::image, base_,
                 element.place);
      if (comma == std::string_view::npos) return;
      rest.remove_prefix(comma + 1);
    }
  }
  void add_link_element(const Element& element) {
    const auto* rel = element.attribute("", "rel");
    const auto relation = rel == nullptr ? std::string() : lower_case(*rel);
    if (relation.find("stylesheet") != std::string::npos) add(element, "href", LinkUse::style);
    if (relation.find("icon") != std::string::npos) add(element, "href", LinkUse::image);
    if (relation == "manifest") add(element, "href", LinkUse::other);
  }
  void look(const Element& element) {
    const auto& name = element.name;
    if (name == "a" || name == "area") add(element, "href", LinkUse::page);
    if (name == "form") add(element, "action", LinkUse::page);
    if (name == "iframe" || name == "frame") add(element, "src", LinkUse::frame);
    if (name == "script") add(element, "src", LinkUse::script);
    if (name == "link") add_link_element(element);
    if (name == "img" || name == "input") add(element, "src", LinkUse::image);
    if (name == "img" || name == "source") add_set(element);
    if (name == "video" || name == "audio" || name == "source") add(element, "src", LinkUse::media);
    if (name == "video") add(element, "poster", LinkUse::image);
    if (name == "track") add(element, "src", LinkUse::captions);
    if (name == "object") add(element, "data", LinkUse::object);
    if (name == "embed") add(element, "src", LinkUse::object);
    if (name == "body" || name == "table" || name == "td")
      add(element, "background", LinkUse::image);
    const auto here = [&](std::size_t) { return element.place; };
    if (name == "style") scan_style(element.text, base_, here, links_);
    if (const auto* style = element.attribute("", "style")) scan_style(*style, base_, here, links_);
  }

  Base base_;
  Links links_;
};

}  // namespace

std::string host_of(std::string_view address) {
  const auto slashes = address.find("//");
  if (slashes == std::string_view::npos) return {};
  auto host = address.substr(slashes + 2);
  host = host.substr(0, host.find_first_of("/?#\\\"'` "));
  if (const auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
  return lower_case(host.substr(0, host.find(':')));
}

const char* to_string(LinkUse use) {
  switch (use) {
    case LinkUse::page:
      return "link";
    case LinkUse::frame:
      return "frame";
    case LinkUse::script:
      return "script";
    case LinkUse::style:
      return "style sheet";
    case LinkUse::font:
      return "font";
    case LinkUse::image:
      return "image";
    case LinkUse::media:
      return "recording";
    case LinkUse::captions:
      return "captions file";
    case LinkUse::object:
      return "object";
    case LinkUse::other:
      return "file";
  }
  return "";
}

std::vector<Link> links_of_page(const Element& page, std::string_view file) {
  PageLinks found(file);
  found.find_base(page);
  found.walk(page);
  return found.take();
}

std::vector<Link> links_of_style(std::string_view bytes, const TextPlaces& places,
                                 std::string_view file) {
  Links links;
  scan_style(
      bytes, base_in(file), [&](std::size_t offset) { return places.at(offset); }, links);
  return links.take();
}

}  // namespace haat
