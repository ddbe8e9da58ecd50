#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/content/content_file.hpp"
#include "core/qa/fix.hpp"
#include "core/text_places.hpp"

// What several fixes change texts by: only what has to change does, every other byte stays.
namespace haat::fixes {

// A start tag as it is written.
struct Tag {
  struct Attribute {
    std::string_view name;   // with its prefix
    std::size_t begin, end;  // of the value, between its quotation marks
  };
  std::size_t begin, end;             // of all of it, from "<" to behind ">"
  std::string_view name;              // with its prefix
  bool empty = false;                 // ends with "/>"
  std::vector<Attribute> attributes;  // those with quoted values

  const Attribute* attribute(std::string_view local_name) const;
  std::string prefix() const;  // with its colon; empty: none
};

// The text of a page or a manifest, and what is to be different in it.
class SourceText {
 public:
  explicit SourceText(std::string text) : text_(std::move(text)), places_(text_) {}
  SourceText(const SourceText&) = delete;
  SourceText& operator=(const SourceText&) = delete;

  std::string_view text() const { return text_; }
  std::optional<std::size_t> offset(Place place) const { return places_.offset(place); }
  std::optional<Tag> tag_at(Place place) const;  // none: no tag begins there
  std::optional<Tag> tag_from(std::size_t offset) const;

  // Changes do not overlap: one that would is left out, and another run of the fixes makes it.
  void replace(std::size_t begin, std::size_t end, std::string with);
  void insert(std::size_t at, std::string what) { replace(at, at, std::move(what)); }
  // An element that holds nothing, with its line if it is alone on it; false: it holds something.
  bool remove_element(const Tag& tag);

  // White space between the beginning of the line and the place, if there is nothing else; and
  // before it the line's break.
  std::string indentation(std::size_t at) const;

  bool changed() const { return !changes_.empty(); }
  std::string take() const;

 private:
  const std::string text_;
  const TextPlaces places_;
  std::multimap<std::size_t, std::pair<std::size_t, std::string>> changes_;  // by where they begin
};

// The manifest as the standard reads it; none: there is none to change, or it is not UTF-8.
std::optional<SourceText> manifest_text(const Subject& subject, const Limits& limits);

// Writes it if it was changed.
void keep(const Subject& subject, const SourceText& manifest, Draft& draft);

// What the rule finds in the package as it is now.
struct Found {
  std::string path;
  Place place;
};
std::vector<Found> found_by(std::string_view rule, const Subject& subject);

// A page or a style sheet with its whole text, and what that is read into. The text alone can be
// taken, since a page's tree takes many times as much.
class ReadText {
 public:
  ReadText(const Entry& entry, std::string bytes, const Limits& limits)
      : bytes_(std::move(bytes)), file_(std::in_place, entry, bytes_, limits) {}
  ReadText(const ReadText&) = delete;
  ReadText& operator=(const ReadText&) = delete;

  const ContentFile& file() const { return *file_; }
  std::string take() {
    file_.reset();
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  std::optional<ContentFile> file_;
};

// Every one that rules look into.
Result<void> each_text(const Subject& subject, const Limits& limits,
                       const std::function<void(ReadText&)>& on_text);

// A path as an address that means it: what an address gives a meaning of its own is escaped.
std::string address_of(std::string_view path);

bool is_language(std::string_view tag);  // has the form of a BCP 47 tag

// A value between quotation marks of either kind.
std::string quotable(std::string_view value);

}  // namespace haat::fixes
