#include "core/course/spdx.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "core/ascii.hpp"
#include "core/embedded.hpp"
#include "core/json/json.hpp"

namespace haat {

std::span<const EmbeddedFile> spdx_files();

namespace {

// Letters and digits only, so that "CC BY 4.0" is found as "CC-BY-4.0".
std::string plain(std::string_view text) {
  std::string result = lower_case(text);
  std::erase_if(result, [](char c) { return !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9'); });
  return result;
}

using Ids = std::map<std::string, std::string, std::less<>>;  // by their lower case

struct Lists {
  Ids licences, exceptions;
};

const Lists& lists() {
  static const Lists all = [] {
    Lists made;
    for (const auto& file : spdx_files()) {
      const auto ids = parse_json(file.bytes, std::string(file.path));
      auto& into =
          file.path.find("exceptions") == std::string_view::npos ? made.licences : made.exceptions;
      for (const auto& id : ids.value()) into.emplace(lower_case(id.get<std::string>()), id);
    }
    return made;
  }();
  return all;
}

bool is_reference(std::string_view word) {
  for (const auto part : {"DocumentRef-", "LicenseRef-"}) {
    if (!word.starts_with(part)) continue;
    word.remove_prefix(std::string_view(part).size());
    const auto end =
        word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.");
    if (end == 0 || word.empty()) return false;
    if (end == std::string_view::npos) return std::string_view(part) == "LicenseRef-";
    if (word[end] != ':') return false;
    word.remove_prefix(end + 1);
  }
  return false;
}

std::optional<std::string> unknown(std::string_view word, const Ids& ids, const char* what) {
  if (ids.contains(lower_case(word))) return std::nullopt;
  const auto meant = std::find_if(ids.begin(), ids.end(), [wanted = plain(word)](const auto& id) {
    return plain(id.second) == wanted;
  });
  return "\"" + std::string(word) + "\" is no " + what + " of the SPDX list" +
         (meant != ids.end() ? "; \"" + meant->second + "\" is" : "");
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const bool bracket = text[at] == '(' || text[at] == ')';
    const auto end = bracket ? at + 1 : std::min(text.find_first_of(" ()", at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

}  // namespace

std::optional<std::string> spdx_fault(std::string_view expression) {
  // An id written with blanks is told as a whole: "CC BY 4.0".
  if (expression.find(' ') != std::string_view::npos)
    if (auto fault = unknown(expression, lists().licences, "licence");
        fault && fault->find("; \"") != std::string::npos)
      return fault;

  int open = 0;
  enum class Wants { licence, exception, connection } wants = Wants::licence;
  bool may_except = false;  // an exception may follow a licence, not a bracket
  for (const auto word : words_of(expression)) {
    if (wants == Wants::licence) {
      if (word == "(") {
        ++open;
        continue;
      }
      if (word == ")" || word == "AND" || word == "OR" || word == "WITH")
        return "a licence is wanted where \"" + std::string(word) + "\" stands";
      if (!is_reference(word))
        if (auto fault = unknown(word.ends_with('+') ? word.substr(0, word.size() - 1) : word,
                                 lists().licences, "licence"))
          return fault;
      wants = Wants::connection;
      may_except = true;
    } else if (wants == Wants::exception) {
      if (auto fault = unknown(word, lists().exceptions, "exception")) return fault;
      wants = Wants::connection;
      may_except = false;
    } else if (word == ")" && open > 0) {
      --open;
      may_except = false;
    } else if (word == "AND" || word == "OR") {
      wants = Wants::licence;
    } else if (word == "WITH" && may_except) {
      wants = Wants::exception;
    } else {
      return "\"AND\" or \"OR\" is wanted where \"" + std::string(word) + "\" stands";
    }
  }
  if (wants != Wants::connection) return "it ends where a licence is wanted";
  if (open > 0) return "a bracket is not closed";
  return std::nullopt;
}

}  // namespace haat
