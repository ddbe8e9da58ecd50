#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "core/content/file_kind.hpp"
#include "core/content/html.hpp"
#include "core/content/links.hpp"
#include "core/content/mentions.hpp"
#include "core/package/package.hpp"

namespace haat {

// One file of a course while its bytes pass by. What it is read into is made on first demand and
// goes with it. Threads: one.
class ContentFile {
 public:
  // `bytes` is the whole file, or the beginning of one that is not kept whole: a text of more than
  // Limits.text_size, a PDF of more than Limits.document_size, and whatever is neither. A page may
  // be left out (pages_limit.hpp): it is none then, however short it is.
  ContentFile(const Entry& entry, std::string_view bytes, const Limits& limits,
              bool left_out = false);
  ~ContentFile();
  ContentFile(const ContentFile&) = delete;
  ContentFile& operator=(const ContentFile&) = delete;

  const std::string& path() const { return entry_.path; }
  std::uint64_t size() const { return entry_.size; }
  FileKind kind() const { return kind_; }  // by its name
  std::string_view bytes() const { return bytes_; }
  bool left_out() const { return left_out_; }
  bool whole() const { return bytes_.size() == entry_.size && !left_out_; }
  // The bytes, or in UTF-8 those of a text that begins with the mark of UTF-16. Places are in it.
  std::string_view text() const;

  const TextPlaces& places() const;
  Place place(std::size_t offset) const { return places().at(offset); }

  // <html>; nullptr: it is no page, or one that cannot be read.
  const Element* page() const;
  bool unreadable_page() const;  // a page that no browser would show whole

  // The script that the file is, or those that stand in the page.
  std::span<const Script> scripts() const;

  // The addresses that a page or a style sheet names.
  std::span<const Link> links() const;

  // The words of its scripts that rules ask for, those in attributes such as onclick, too, in the
  // order in which they stand.
  std::span<const Mention> mentions() const;
  Place place(const Mention& mention) const;

 private:
  struct Reading;
  const Entry& entry_;
  std::string_view bytes_;
  FileKind kind_;
  const Limits& limits_;
  bool left_out_;
  mutable std::unique_ptr<Reading> reading_;
};

}  // namespace haat
