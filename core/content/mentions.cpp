#include "core/content/mentions.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/ascii.hpp"

namespace haat {
namespace {

constexpr std::size_t word_count = static_cast<std::size_t>(Word::count);
constexpr std::size_t longest_line = 400;    // that is looked at for the beginning of a comment
constexpr int most_mentions = 64;            // of one word in one script
constexpr int most_looks = 256;              // at one word in one script, comments included
constexpr std::size_t most_together = 8192;  // in one file

constexpr std::array<std::string_view, word_count> words{
#define HAAT_WORD(name) #name,
    HAAT_WORDS(HAAT_WORD)
#undef HAAT_WORD
};

constexpr bool is_word_character(char c) {
  return is_letter_or_digit(c) || c == '_' || c == '$';
}

// For each byte whether it belongs to a word: asked of every byte of every script.
constexpr auto in_word = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 256; ++c)
    table[static_cast<std::size_t>(c)] = c < 128 && is_word_character(static_cast<char>(c));
  return table;
}();

// Most words of a script end at an empty slot.
constexpr std::size_t slot_of(std::string_view word) {
  return (static_cast<unsigned char>(word.front()) * 7U +
          static_cast<unsigned char>(word.back()) * 31U + word.size()) %
         256U;
}
constexpr std::size_t slot_size = 4;
constexpr auto slots = [] {
  std::array<std::array<std::uint8_t, slot_size>, 256> table{};  // number of the word, from 1
  for (std::size_t i = 0; i < word_count; ++i) {
    auto& slot = table[slot_of(words[i])];
    std::size_t free = 0;
    while (slot.at(free) != 0) ++free;  // more of one slot than fit do not compile
    slot.at(free) = static_cast<std::uint8_t>(i + 1);
  }
  return table;
}();

int number_of(std::string_view word) {
  for (const auto number : slots[slot_of(word)]) {
    if (number == 0) return -1;
    if (words[number - 1U] == word) return number - 1;
  }
  return -1;
}

bool in_comment(std::string_view text, std::size_t at) {
  auto line = text.substr(at > longest_line ? at - longest_line : 0, std::min(at, longest_line));
  if (const auto begin = line.rfind('\n'); begin != std::string_view::npos)
    line.remove_prefix(begin + 1);
  const auto first = line.find_first_not_of(" \t");
  if (first != std::string_view::npos && line[first] == '*') return true;
  for (auto slashes = line.find("//"); slashes != std::string_view::npos;
       slashes = line.find("//", slashes + 2))
    if (slashes == 0 || line[slashes - 1] == ' ' || line[slashes - 1] == '\t' ||
        line[slashes - 1] == ';')
      return true;
  const auto opened = line.rfind("/*");
  return opened != std::string_view::npos && line.find("*/", opened) == std::string_view::npos;
}

}  // namespace

bool is_in_word(char c) {
  return in_word[static_cast<unsigned char>(c)];
}

std::string_view Mention::before(std::size_t length) const {
  return text.substr(at > length ? at - length : 0, std::min(at, length));
}

std::string_view Mention::after(std::size_t length) const {
  return text.substr(at + words[static_cast<std::size_t>(word)].size(), length);
}

char Mention::next() const {
  const auto near = after(64);
  const auto found = near.find_first_not_of(" \t\r\n");
  return found == std::string_view::npos ? '\0' : near[found];
}

char Mention::previous() const {
  const auto near = before(64);
  const auto found = near.find_last_not_of(" \t\r\n");
  return found == std::string_view::npos ? '\0' : near[found];
}

void add_mentions(std::string_view script, std::size_t offset, Place place,
                  std::vector<Mention>& mentions) {
  struct Seen {
    int looks = 0, mentions = 0;
  };
  std::array<Seen, word_count> seen{};
  for (std::size_t i = 0; i < script.size(); ++i) {
    if (!is_in_word(script[i])) continue;
    const auto begin = i;
    while (i < script.size() && is_in_word(script[i])) ++i;
    const int number = number_of(script.substr(begin, i - begin));
    if (number < 0) continue;
    auto& count = seen[static_cast<std::size_t>(number)];
    if (count.mentions >= most_mentions || ++count.looks > most_looks || in_comment(script, begin))
      continue;
    ++count.mentions;
    if (mentions.size() >= most_together) return;
    mentions.push_back({static_cast<Word>(number), script, begin, offset, place});
  }
}

}  // namespace haat
