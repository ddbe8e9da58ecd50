#include "core/qa/phrasebook.hpp"

#include <algorithm>

namespace haat {
namespace {

constexpr int deepest = 4;  // sentences within sentences

void add_said(Said::Kind kind, std::string_view text, std::vector<Said>& said) {
  if (text.empty()) return;
  if (!said.empty() && said.back().kind == kind && kind == Said::Kind::words)
    said.back().text += text;
  else
    said.push_back({kind, std::string(text)});
}

}  // namespace

std::string text_of(const std::vector<Said>& sentence) {
  std::string text;
  for (const auto& each : sentence) text += each.text;
  return text;
}

Phrasebook::Pattern Phrasebook::pattern_of(std::string_view english) {
  Pattern pattern;
  for (auto at = english.find("{}"); at != std::string_view::npos; at = english.find("{}")) {
    pattern.emplace_back(english.substr(0, at));
    english.remove_prefix(at + 2);
  }
  pattern.emplace_back(english);
  return pattern;
}

std::vector<Phrasebook::Piece> Phrasebook::pieces_of(std::string_view other) {
  std::vector<Piece> pieces;
  std::string words;
  while (!other.empty()) {
    const auto end = other.find('}');
    if (other[0] != '{' || end == std::string_view::npos || end < 2 || other[1] < '1' ||
        other[1] > '9') {
      words += other[0];
      other.remove_prefix(1);
      continue;
    }
    const auto hole = other.substr(1, end - 1);
    pieces.push_back({.words = std::move(words),
                      .value = static_cast<std::size_t>(hole[0] - '0'),
                      .chapter = std::string(hole.substr(std::min<std::size_t>(2, hole.size())))});
    words.clear();
    other.remove_prefix(end + 1);
  }
  pieces.push_back({.words = std::move(words)});
  return pieces;
}

void Phrasebook::add(std::string_view chapter, std::string_view english, std::string_view other) {
  Phrase phrase{.english = std::string(english),
                .pattern = pattern_of(english),
                .pieces = pieces_of(other),
                .length = 0};
  for (const auto& words : phrase.pattern) phrase.length += words.size();
  auto& phrases = chapters_.try_emplace(std::string(chapter)).first->second;
  const auto at = std::find_if(phrases.begin(), phrases.end(),
                               [&](const Phrase& each) { return each.length < phrase.length; });
  phrases.insert(at, std::move(phrase));
}

// Each value is as short as it can be. With the end of the sentence held fast, that finds a fit
// where there is one, without ever going back.
bool Phrasebook::match(const Pattern& pattern, std::string_view text,
                       std::vector<std::string_view>& values) {
  if (pattern.size() == 1) return text == pattern.front();
  if (!text.starts_with(pattern.front())) return false;
  text.remove_prefix(pattern.front().size());
  for (std::size_t i = 1; i + 1 < pattern.size(); ++i) {
    const auto at = text.find(pattern[i]);
    if (at == std::string_view::npos) return false;
    values.push_back(text.substr(0, at));
    text.remove_prefix(at + pattern[i].size());
  }
  if (!text.ends_with(pattern.back())) return false;
  values.push_back(text.substr(0, text.size() - pattern.back().size()));
  return true;
}

std::vector<Said> Phrasebook::say(std::string_view chapter, std::string_view english) const {
  std::vector<Said> said;
  if (!say_by(around, chapter, english, 0, said)) say_in(chapter, english, 0, said);
  return said;
}

void Phrasebook::say_in(std::string_view chapter, std::string_view english, int depth,
                        std::vector<Said>& said) const {
  if (depth <= deepest && (say_by(chapter, chapter, english, depth, said) ||
                           say_by(anywhere, chapter, english, depth, said)))
    return;
  add_said(Said::Kind::unsaid, english, said);
}

bool Phrasebook::say_by(std::string_view phrases, std::string_view chapter,
                        std::string_view english, int depth, std::vector<Said>& said) const {
  const auto at = chapters_.find(phrases);
  if (at == chapters_.end()) return false;
  std::vector<std::string_view> values;
  for (const auto& phrase : at->second) {
    values.clear();
    if (!match(phrase.pattern, english, values)) continue;
    for (const auto& piece : phrase.pieces) {
      add_said(Said::Kind::words, piece.words, said);
      if (piece.value > 0 && piece.value <= values.size())
        say_value(piece, values[piece.value - 1], chapter, depth + 1, said);
    }
    return true;
  }
  return false;
}

void Phrasebook::say_value(const Piece& piece, std::string_view value, std::string_view chapter,
                           int depth, std::vector<Said>& said) const {
  if (piece.chapter.empty()) return add_said(Said::Kind::value, value, said);
  if (piece.chapter == foreign) return add_said(Said::Kind::foreign, value, said);
  say_in(piece.chapter == same ? chapter : std::string_view(piece.chapter), value, depth, said);
}

std::vector<std::string> Phrasebook::faults() const {
  std::vector<std::string> faults;
  for (const auto& [name, phrases] : chapters_)
    for (const auto& phrase : phrases) {
      const auto fault = [&, chapter = name](const std::string& what) {
        faults.push_back(chapter + ": " + phrase.english + ": " + what);
      };
      std::vector<bool> used(phrase.pattern.size() - 1);
      for (const auto& piece : phrase.pieces) {
        if (piece.value > used.size())
          fault("it has no value " + std::to_string(piece.value));
        else if (piece.value > 0)
          used[piece.value - 1] = true;
        if (!piece.chapter.empty() && piece.chapter != same && piece.chapter != foreign &&
            !chapters_.contains(piece.chapter))
          fault("there is no chapter " + piece.chapter);
        if (piece.words.find_first_of("{}") != std::string::npos)
          fault("a hole is not written as {1} or {1:chapter}");
      }
      if (std::find(used.begin(), used.end(), false) != used.end()) fault("a value gets lost");
    }
  return faults;
}

}  // namespace haat
