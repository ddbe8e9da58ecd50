#include "core/content/content_file.hpp"

#include <optional>
#include <vector>

namespace haat {

struct ContentFile::Reading {
  std::optional<TextPlaces> places;
  std::optional<HtmlPage> page;
  bool page_read = false;
  std::vector<Script> own;  // a script file's
};

ContentFile::ContentFile(const Entry& entry, std::string_view bytes, const Limits& limits)
    : entry_(entry),
      bytes_(bytes),
      kind_(kind_by_name(entry.path)),
      limits_(limits),
      reading_(std::make_unique<Reading>()) {
  if (kind_ == FileKind::script) reading_->own.push_back({bytes_, 0});
}
ContentFile::~ContentFile() = default;

const TextPlaces& ContentFile::places() const {
  if (!reading_->places) reading_->places.emplace(bytes_);
  return *reading_->places;
}

const Element* ContentFile::page() const {
  if (kind_ != FileKind::page || !whole()) return nullptr;
  if (!reading_->page_read) {
    reading_->page = read_html(bytes_, places(), limits_.page_memory);
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

}  // namespace haat
