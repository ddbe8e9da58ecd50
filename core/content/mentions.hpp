#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/place.hpp"

namespace haat {

// The words that rules ask scripts for, each as a script spells it. clang-format never comes to
// rest on this list.
// clang-format off
#define HAAT_WORDS(X) \
  X(eval) X(Function) X(document) X(serviceWorker) X(top) X(parent) X(location) X(API) \
  X(API_1484_11) X(LMSInitialize) X(LMSFinish) X(LMSGetValue) X(LMSSetValue) X(LMSCommit) \
  X(Initialize) X(Terminate) X(GetValue) X(SetValue) X(Commit) X(lesson_status) \
  X(completion_status) X(success_status) X(suspend_data) X(exit) X(suspend) X(unload) \
  X(onunload) X(beforeunload) X(onbeforeunload) X(pagehide) X(onpagehide) X(visibilitychange) \
  X(onvisibilitychange) X(endpoint) X(registration) X(activityId) X(PRIVATE) X(cmi) X(fetch) \
  X(src) X(open) X(getJSON) X(getScript) X(setTimeout) X(setInterval)
// clang-format on

enum class Word {
#define HAAT_WORD(name) name##_,
  HAAT_WORDS(HAAT_WORD)
#undef HAAT_WORD
      count
};

// A word in the text of a script, outside of comments as far as a look at its line tells. Whether
// the script ever comes there is not known: whatever follows from it is a guess.
struct Mention {
  Word word;
  std::string_view text;   // the script
  std::size_t at = 0;      // in `text`
  std::size_t offset = 0;  // of `text` in the file
  Place place;             // of an attribute that holds the script; none: offset + at says it

  std::string_view before(std::size_t length) const;  // that many bytes, or as many as there are
  std::string_view after(std::size_t length) const;   // behind the word
  char next() const;      // the first character behind the word that is no blank; 0: none
  char previous() const;  // the last one before it
};

// Whether the character belongs to a word of a script.
bool is_in_word(char c);

// Adds the mentions in a script, at most 64 of a word. One pass.
void add_mentions(std::string_view script, std::size_t offset, Place place,
                  std::vector<Mention>& mentions);

}  // namespace haat
