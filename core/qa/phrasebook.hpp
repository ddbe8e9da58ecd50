#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace haat {

// A piece of a sentence that was said in another language, so that a page can show each as what it
// is.
struct Said {
  enum class Kind {
    words,    // of that language
    value,    // of the course: a name, an address, a number
    foreign,  // of a library, which speaks English
    unsaid,   // ours, in English: that language has no words for it yet
  };
  Kind kind;
  std::string text;
};

std::string text_of(const std::vector<Said>& sentence);

// Our sentences in another language, in chapters. Rules join a sentence out of words and values;
// here its words are known by "{}" where a value stands, as in
//   item "{}" refers to the resource "{}", which is not there
// and the sentence in the other language has "{1}" and "{2}" where they go, in whatever order.
// "{2:list}" is what the chapter "list" makes of the second. Of the phrases that fit, the one with
// the most words is taken.
class Phrasebook {
 public:
  // Chapters that mean more than their name, behind the colon:
  static constexpr std::string_view same = "same";        // the one in which the sentence stands
  static constexpr std::string_view foreign = "english";  // none: the value is another's English
  // and, as chapters of their own: what may stand around a sentence of any other (it is tried
  // first), and what may stand in any other (it is tried last).
  static constexpr std::string_view around = "around";
  static constexpr std::string_view anywhere = "anywhere";

  void add(std::string_view chapter, std::string_view english, std::string_view other);

  // In time that grows with the sentence and the chapter, and no faster.
  std::vector<Said> say(std::string_view chapter, std::string_view english) const;

  // What is wrong in it: values that get lost, chapters that are not there. For a test.
  std::vector<std::string> faults() const;
  bool empty() const { return chapters_.empty(); }

 private:
  // Words, and behind all but the last a value.
  using Pattern = std::vector<std::string>;
  struct Piece {
    std::string words;
    std::size_t value = 0;  // behind the words, from 1; 0: none
    std::string chapter = {};
  };
  struct Phrase {
    std::string english;
    Pattern pattern;
    std::vector<Piece> pieces;
    std::size_t length;  // of the words in English
  };

  static Pattern pattern_of(std::string_view english);
  static std::vector<Piece> pieces_of(std::string_view other);
  static bool match(const Pattern& pattern, std::string_view text,
                    std::vector<std::string_view>& values);
  bool say_by(std::string_view phrases, std::string_view chapter, std::string_view english,
              int depth, std::vector<Said>& said) const;
  void say_in(std::string_view chapter, std::string_view english, int depth,
              std::vector<Said>& said) const;
  void say_value(const Piece& piece, std::string_view value, std::string_view chapter, int depth,
                 std::vector<Said>& said) const;

  std::map<std::string, std::vector<Phrase>, std::less<>> chapters_;
};

}  // namespace haat
