#include "core/content/content_file.hpp"

#include <optional>
#include <vector>

#include "core/text_encoding.hpp"

namespace haat {

namespace {

void add_mentions_in_attributes(const Element& element, std::vector<Mention>& mentions) {
  for (const auto& each : element.attributes)
    if (each.name.starts_with("on")) {
      // The attribute's own name says when it runs: onunload.
      add_mentions(each.name, 0, each.place, mentions);
      add_mentions(each.value, 0, each.place, mentions);
    }
  for (const auto& child : element.children) add_mentions_in_attributes(child, mentions);
}

// Browsers take the mark at its beginning for what it is, whatever the page says of itself.
std::string from_utf16(std::string_view bytes) {
  return is_marked_utf16(bytes) ? to_utf8_replacing(bytes, "UTF-16") : "";
}

}  // namespace

struct ContentFile::Reading {
  std::string utf8;  // of a text in UTF-16
  std::optional<TextPlaces> places;
  std::optional<HtmlPage> page;
  bool page_read = false;
  std::vector<Script> own;  // a script file's
  std::optional<std::vector<Link>> links;
  std::optional<std::vector<Mention>> mentions;
};

ContentFile::ContentFile(const Entry& entry, std::string_view bytes, const Limits& limits,
                         bool left_out)
    : entry_(entry),
      bytes_(bytes),
      kind_(kind_by_path(entry.path)),
      limits_(limits),
      left_out_(left_out),
      reading_(std::make_unique<Reading>()) {
  if (is_text(kind_) && whole()) reading_->utf8 = from_utf16(bytes_);
  if (kind_ == FileKind::script) reading_->own.push_back({text(), 0});
}
ContentFile::~ContentFile() = default;

std::string_view ContentFile::text() const {
  return reading_->utf8.empty() ? bytes_ : std::string_view(reading_->utf8);
}

const TextPlaces& ContentFile::places() const {
  if (!reading_->places) reading_->places.emplace(text());
  return *reading_->places;
}

const Element* ContentFile::page() const {
  if (kind_ != FileKind::page || !whole()) return nullptr;
  if (!reading_->page_read) {
    reading_->page = read_html(text(), places(), limits_.page_memory);
    reading_->page_read = true;
  }
  return reading_->page ? &reading_->page->root : nullptr;
}

bool ContentFile::unreadable_page() const {
  return kind_ == FileKind::page && page() == nullptr;
}

std::span<const Script> ContentFile::scripts() const {
  if (kind_ == FileKind::script) return reading_->own;
  if (page() == nullptr) return {};
  return reading_->page->scripts;
}

std::span<const Link> ContentFile::links() const {
  if (!reading_->links) {
    reading_->links.emplace();
    if (page() != nullptr)
      reading_->links = links_of_page(*page(), path());
    else if (kind_ == FileKind::style && whole())
      reading_->links = links_of_style(text(), places(), path());
  }
  return *reading_->links;
}

std::span<const Mention> ContentFile::mentions() const {
  if (!reading_->mentions) {
    auto& mentions = reading_->mentions.emplace();
    for (const auto& script : scripts()) add_mentions(script.text, script.offset, {}, mentions);
    if (page() != nullptr) add_mentions_in_attributes(*page(), mentions);
  }
  return *reading_->mentions;
}

Place ContentFile::place(const Mention& mention) const {
  return mention.place.line > 0 ? mention.place : place(mention.offset + mention.at);
}

}  // namespace haat
