#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace haat {

// A page with a mark in place of the middle of each long stretch of plain text: a parser walks
// through text letter by letter, and finds nothing in it. It is parsed into the same elements as
// the page itself, whatever it holds; texts that are restored() are the same, too, but for white
// space where the parser drops all other text, as in a <frameset>.
class AbridgedPage {
 public:
  static constexpr std::size_t usual_stretch = 160;  // bytes

  // Of a stretch that is shorter, or of a page that is not UTF-8, nothing is left out. The page
  // has to outlive it.
  explicit AbridgedPage(std::string_view page, std::size_t shortest_stretch = usual_stretch);
  AbridgedPage(const AbridgedPage&) = delete;
  AbridgedPage& operator=(const AbridgedPage&) = delete;

  std::string_view text() const { return cuts_.empty() ? page_ : std::string_view(text_); }

  // Of a byte of the text, where it is in the page.
  std::size_t offset_in_page(std::size_t offset) const;

  // A value that the parser gave, with what was left out of it as the parser would have given it.
  // Of text that the parser did not change it is a view of the page.
  bool is_abridged(std::string_view value) const;
  std::optional<std::string_view> found_in_page(std::string_view value) const;
  std::string restored(std::string_view value) const;

 private:
  struct Cut {
    std::size_t at;        // of its mark, in the text
    std::size_t from, to;  // what is left out of the page
  };
  const Cut* cut_at(std::string_view value, std::size_t at) const;
  void abridge_stretch(std::size_t from, std::size_t to, std::size_t& copied);

  std::string_view page_;
  std::size_t shortest_;
  std::string text_;
  std::vector<Cut> cuts_;
};

}  // namespace haat
