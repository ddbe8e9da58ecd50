#include "sdk/authoring/quiz.hpp"

#include <set>
#include <span>

#include "core/embedded.hpp"
#include "core/json/json.hpp"

namespace haat {

std::span<const EmbeddedFile> authoring_schemas();

namespace {

auto wrong(const std::string& name, const std::string& sentence) {
  return fail(Errc::invalid_argument, "quiz-invalid", name + ": " + sentence);
}

Result<void> check_text(const Json& text, const std::string& what, const std::string& name,
                        const std::vector<std::string>& languages) {
  for (const std::string& language : languages)
    if (!text.contains(language))
      return wrong(name, what + " has no text in \"" + language +
                             "\", a language of the course's title: add it");
  return {};
}

Result<void> check_choices(const Json& question, const std::string& what, const std::string& name,
                           const std::vector<std::string>& languages) {
  std::set<std::string> ids;
  int right = 0;
  for (const Json& choice : question["choices"]) {
    const std::string id = choice["id"];
    const std::string which = what + ", choice \"" + id + "\"";
    if (!ids.insert(id).second)
      return wrong(name, what + " has two choices \"" + id + "\": rename one");
    HAAT_TRY_VOID(check_text(choice["text"], which, name, languages));
    if (choice.contains("feedback"))
      HAAT_TRY_VOID(check_text(choice["feedback"], "the feedback of " + which, name, languages));
    right += choice.value("correct", false) ? 1 : 0;
  }
  if (right == 0) return wrong(name, what + " has no right choice: give one \"correct\": true");
  if (right > 1 && question["kind"] == "single")
    return wrong(name, what + " is a single choice with " + std::to_string(right) +
                           " right ones: leave one, or make its kind \"multiple\"");
  return {};
}

}  // namespace

Result<Quiz> parse_quiz(std::string_view text, const std::string& name,
                        const std::vector<std::string>& languages) {
  auto json = parse_json(text, name);
  if (!json) return tl::unexpected(std::move(json).error());
  if (auto valid = validate_json(*json, authoring_schemas()[0].bytes, name); !valid) {
    auto error = std::move(valid).error();
    error.id = "quiz-invalid";
    return tl::unexpected(std::move(error));
  }
  std::set<std::string> ids;
  for (const Json& question : (*json)["questions"]) {
    const std::string id = question["id"];
    const std::string what = "question \"" + id + "\"";
    if (!ids.insert(id).second)
      return wrong(name, "two questions have the id \"" + id + "\": rename one");
    HAAT_TRY_VOID(check_text(question["text"], what, name, languages));
    if (question.contains("feedback"))
      HAAT_TRY_VOID(check_text(question["feedback"], "the feedback of " + what, name, languages));
    HAAT_TRY_VOID(check_choices(question, what, name, languages));
  }
  return Quiz{.pass_mark = (*json)["pass_mark"], .json = json->dump(-1, ' ', true)};
}

}  // namespace haat
