#include "core/content/html.hpp"

#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdlib>
#include <span>
#include <string>

#include "core/ascii.hpp"
#include "core/content/abridged_page.hpp"
#include "core/element_text.hpp"

namespace haat {
namespace {

constexpr int deepest = 512;        // where Chromium and Firefox stop, too
constexpr int deepest_inline = 64;  // <b> and its like, which a browser opens again in each block

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Those that never hold another, and those that the next of their kind closes.
constexpr std::array<std::string_view, 28> never_deep{
    "area",  "base",   "br",    "col",   "embed",  "hr",       "img",  "input", "link", "meta",
    "param", "source", "track", "wbr",   "p",      "li",       "dt",   "dd",    "td",   "th",
    "tr",    "thead",  "tbody", "tfoot", "option", "colgroup", "body", "html"};
constexpr std::array<std::string_view, 14> formatting{"a",      "b",      "big",  "code", "em",
                                                      "font",   "i",      "nobr", "s",    "small",
                                                      "strike", "strong", "tt",   "u"};

// The name of the tag whose "<" or "</" ends at `at`, in lower case.
std::string_view tag_name(std::string_view bytes, std::size_t at, std::array<char, 12>& buffer) {
  std::size_t length = 0;
  for (; at < bytes.size() && length < buffer.size(); ++at, ++length) {
    const char c = lower_case(bytes[at]);
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9' && length > 0)) break;
    buffer[length] = c;
  }
  return {buffer.data(), length};
}

// Tags that are opened and not closed: no tree is deeper.
struct Depth {
  int open = 0, deepest = 0;
  void count(bool closes) {
    open = std::max(0, open + (closes ? -1 : 1));
    deepest = std::max(deepest, open);
  }
};

// gumbo's time and memory grow with the square of the depth, so the depth is guessed first, from
// above. What stands in scripts are no tags; but whether it stands in one can be hidden from us, so
// a second, wider limit holds for all of it.
bool too_deep(std::string_view bytes) {
  Depth blocks, inlines, all;
  bool in_script = false;
  for (auto at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at + 1)) {
    const bool closes = bytes.substr(at + 1, 1) == "/";
    std::array<char, 12> buffer{};
    const auto name = tag_name(bytes, at + (closes ? 2 : 1), buffer);
    if (name.empty() || is_one_of(name, never_deep)) continue;
    all.count(closes);
    if (name == "script") in_script = !closes;
    if (!in_script) (is_one_of(name, formatting) ? inlines : blocks).count(closes);
  }
  return blocks.deepest > deepest || inlines.deepest > deepest_inline || all.deepest > 10 * deepest;
}

// This thread's, whatever else the machine does.
std::uint64_t cpu_nanoseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

// Memory and time for one parse. gumbo cannot be told that there is none left, so the parse is left
// by a jump, which takes nothing along but what lies here. No depth hidden from too_deep() and no
// number of attributes can make it take longer: each token asks for memory.
class Arena {
 public:
  Arena(std::uint64_t limit, std::size_t page)
      : left_(limit), until_(cpu_nanoseconds() + least_time + page * time_a_byte) {}

  void* take(std::size_t size) {
    const std::size_t needed = (size + 15) & ~std::size_t{15};
    if (needed > left_) std::longjmp(spent, 1);
    if (++taken_ % 256 == 0 && cpu_nanoseconds() > until_) std::longjmp(spent, 1);
    left_ -= needed;
    if (needed > free_) {
      const std::size_t block = std::max<std::size_t>(needed, 1 << 18);
      auto* bytes = static_cast<char*>(std::malloc(block + sizeof(void*) * 2));
      if (bytes == nullptr) std::longjmp(spent, 1);
      *reinterpret_cast<void**>(bytes) = blocks_;
      blocks_ = bytes;
      next_ = bytes + sizeof(void*) * 2;
      free_ = block;
    }
    char* taken = next_;
    next_ += needed;
    free_ -= needed;
    return taken;
  }
  ~Arena() {
    while (blocks_ != nullptr) {
      void* next = *reinterpret_cast<void**>(blocks_);
      std::free(blocks_);
      blocks_ = next;
    }
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  std::jmp_buf spent{};

 private:
  // Five times what an ordinary page takes.
  static constexpr std::uint64_t least_time = 50'000'000, time_a_byte = 200;  // ns

  std::uint64_t left_, until_, taken_ = 0;
  void* blocks_ = nullptr;
  char* next_ = nullptr;
  std::size_t free_ = 0;
};

GumboOptions options_for(Arena& arena) {
  GumboOptions options = kGumboDefaultOptions;
  options.userdata = &arena;
  options.allocator = [](void* into, std::size_t size) {
    return static_cast<Arena*>(into)->take(size);
  };
  options.deallocator = [](void*, void*) {};
  options.max_errors = 0;
  return options;
}

// Nothing here has a destructor, so that the jump skips none.
const GumboNode* parse(Arena& arena, const GumboOptions& options, std::string_view bytes) {
  if (setjmp(arena.spent) != 0) return nullptr;
  return gumbo_parse_with_options(&options, bytes.data(), bytes.size())->root;
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}
std::size_t elements_in(const GumboVector& nodes) {
  std::size_t count = 0;
  for (unsigned i = 0; i < nodes.length; ++i)
    if (is_element(*static_cast<const GumboNode*>(nodes.data[i]))) ++count;
  return count;
}

class Copier {
 public:
  Copier(std::string_view bytes, const AbridgedPage& parsed, const TextPlaces& places,
         HtmlPage& page)
      : bytes_(bytes), parsed_(parsed), places_(places), page_(page) {}

  // False: it lies too deep. Tags can be hidden from too_deep(), but none from the tree.
  bool copy(const GumboNode& node, Element& element, int depth = 1) {
    if (depth > deepest) return false;
    const auto& from = node.v.element;
    element.name = name_of(from);
    if (from.original_tag.length > 0) element.place = place_of(from.original_tag.data);
    element.attributes.reserve(from.attributes.length);
    for (unsigned i = 0; i < from.attributes.length; ++i) {
      const auto& each = *static_cast<const GumboAttribute*>(from.attributes.data[i]);
      element.attributes.push_back(
          {"", each.name, each.value,
           each.original_name.length > 0 ? place_of(each.original_name.data) : Place{}});
    }
    element.children.reserve(elements_in(from.children));
    const bool script = element.name == "script";
    ElementText text;
    for (unsigned i = 0; i < from.children.length; ++i) {
      const auto& child = *static_cast<const GumboNode*>(from.children.data[i]);
      if (is_element(child)) {
        if (!copy(child, element.children.emplace_back(), depth + 1)) return false;
      } else if (script && child.type == GUMBO_NODE_TEXT) {
        if (runs(element)) add_script(child.v.text.original_text);
      } else if (child.type == GUMBO_NODE_TEXT || child.type == GUMBO_NODE_CDATA ||
                 child.type == GUMBO_NODE_WHITESPACE) {
        text.add(child.v.text.text);
      }
    }
    element.text = text.text();
    if (parsed_.is_abridged(element.text)) {
      const auto found = parsed_.found_in_page(element.text);
      element.text = found ? *found : page_.joined.emplace_back(parsed_.restored(element.text));
    } else if (!text.in_one_piece()) {
      element.text = page_.joined.emplace_back(element.text);
    }
    return true;
  }

 private:
  std::size_t offset_of(const char* at) const {
    return parsed_.offset_in_page(static_cast<std::size_t>(at - parsed_.text().data()));
  }
  Place place_of(const char* at) const { return places_.at(offset_of(at)); }
  std::string_view name_of(const GumboElement& element) {
    if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    if (piece.data == nullptr) return {};
    return page_.joined.emplace_back(lower_case(std::string_view(piece.data, piece.length)));
  }
  // HTML Living Standard 4.12.1: any other type is data.
  static bool runs(const Element& script) {
    const auto* type = script.attribute("", "type");
    return type == nullptr || type->empty() || *type == "module" ||
           type->find("javascript") != std::string::npos ||
           type->find("ecmascript") != std::string::npos;
  }
  void add_script(const GumboStringPiece& piece) {
    const auto text = parsed_.text();
    if (piece.data < text.data() || piece.data + piece.length > text.data() + text.size()) return;
    const auto offset = offset_of(piece.data);
    page_.scripts.push_back(
        {bytes_.substr(offset, offset_of(piece.data + piece.length) - offset), offset});
  }

  std::string_view bytes_;
  const AbridgedPage& parsed_;
  const TextPlaces& places_;
  HtmlPage& page_;
};

}  // namespace

std::optional<HtmlPage> read_html(std::string_view bytes, const TextPlaces& places,
                                  std::uint64_t memory, std::size_t shortest_stretch) {
  const AbridgedPage abridged(bytes, shortest_stretch);
  if (too_deep(abridged.text())) return std::nullopt;
  const auto arena = std::make_shared<Arena>(memory, bytes.size());
  const auto options = options_for(*arena);
  const auto* root = parse(*arena, options, abridged.text());
  if (root == nullptr) return std::nullopt;
  HtmlPage page{.parsed = arena, .joined = {}, .root = {}, .scripts = {}};
  if (!Copier(bytes, abridged, places, page).copy(*root, page.root)) return std::nullopt;
  return page;
}

}  // namespace haat
