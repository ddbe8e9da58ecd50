#include "core/content/leaving.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace haat {
namespace {

constexpr std::size_t most_body = 64 << 10;  // bytes of one handler
constexpr std::size_t most_handlers = 64;    // in one file

std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_in_word(text[end])) ++end;
  return text.substr(at, end - at);
}

bool is_leaving(const Mention& mention) {
  switch (mention.word) {
    case Word::unload_:
    case Word::onunload_:
    case Word::beforeunload_:
    case Word::onbeforeunload_:
      return true;
    default:
      return false;
  }
}

// What is handed over as the handler: behind "onunload =" or "addEventListener('unload',".
std::size_t handler_at(const Mention& mention) {
  const auto script = mention.text;
  auto at = script.size() - mention.after(std::string_view::npos).size();
  at = script.find_first_not_of(" \t\r\n\"'`", at);
  if (at == std::string_view::npos || (script[at] != '=' && script[at] != ','))
    return script.size();
  at = script.find_first_not_of(" \t\r\n", at + 1);
  return at == std::string_view::npos ? script.size() : at;
}

// The "}" that closes the "{" there; texts and comments with braces mislead it, as they may a
// guess.
std::size_t closing(std::string_view script, std::size_t open) {
  int depth = 0;
  const auto end = std::min(script.size(), open + most_body);
  for (auto at = open; at < end; ++at) {
    depth += script[at] == '{' ? 1 : script[at] == '}' ? -1 : 0;
    if (depth == 0) return at;
  }
  return end;
}

template <class OnWord>
void each_word(std::string_view text, OnWord on_word) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_in_word(text[at])) continue;
    const auto word = word_at(text, at);
    on_word(word, at);
    at += word.size();
  }
}

// Where in a script a function of that name has its body; npos: nowhere.
std::size_t body_of(std::string_view script, std::string_view name) {
  for (auto at = script.find("function "); at != std::string_view::npos;
       at = script.find("function ", at + 9))
    if (word_at(script, at + 9) == name) return script.find('{', at);
  return std::string_view::npos;
}

template <class OnAttribute>
void each_handler(const Element& element, OnAttribute on_attribute) {
  for (const auto& each : element.attributes)
    if (each.name.starts_with("on")) on_attribute(each);
  for (const auto& child : element.children) each_handler(child, on_attribute);
}

}  // namespace

Leaving::Leaving(const ContentFile& file) {
  const auto mentions = file.mentions();
  if (std::any_of(mentions.begin(), mentions.end(), is_leaving)) add_handlers(file);
}

void Leaving::add_body(std::string_view script, std::size_t from) {
  if (from < script.size())
    stretches_.emplace_back(script.data() + from, script.data() + closing(script, from));
}

void Leaving::add_handlers(const ContentFile& file) {
  std::map<std::string_view, int> named;  // how often as a handler
  const auto name = [&](std::string_view word) {
    if (named.size() < most_handlers || named.contains(word)) ++named[word];
  };
  for (const auto& mention : file.mentions()) {
    if (!is_leaving(mention) || stretches_.size() >= most_handlers) continue;
    const auto at = handler_at(mention);
    const auto word = word_at(mention.text, at);
    const auto brace = mention.text.substr(at, 80).find('{');
    const auto end = mention.text.substr(at, 80).find(';');
    if (brace < end && (word == "function" || word == "async" || mention.text.substr(at, 1) == "("))
      add_body(mention.text, at + brace);
    else if (!word.empty())
      name(word);
  }
  std::map<std::string_view, int> uses;  // of the handlers' names, each definition left out
  const auto count = [&](std::string_view text) {
    each_word(text, [&](std::string_view word, std::size_t at) {
      const auto found = named.find(word);
      if (found != named.end() && (at < 9 || text.substr(at - 9, 9) != "function ")) ++uses[word];
    });
  };
  if (file.page() != nullptr)
    each_handler(*file.page(), [&](const Element::Attribute& each) {
      if (each.name != "onunload" && each.name != "onbeforeunload") return;
      stretches_.emplace_back(each.value.data(), each.value.data() + each.value.size());
      each_word(each.value, [&](std::string_view word, std::size_t) { name(word); });
    });
  if (named.empty()) return;
  for (const auto& script : file.scripts()) count(script.text);
  if (file.page() != nullptr)
    each_handler(*file.page(), [&](const Element::Attribute& each) { count(each.value); });
  for (const auto& [word, times] : named)
    if (uses[word] <= times)
      for (const auto& script : file.scripts()) add_body(script.text, body_of(script.text, word));
}

bool Leaving::covers(const Mention& mention) const {
  const auto* at = mention.text.data() + mention.at;
  return std::any_of(stretches_.begin(), stretches_.end(), [&](const auto& stretch) {
    return !std::less<>()(at, stretch.first) && std::less<>()(at, stretch.second);
  });
}

}  // namespace haat
