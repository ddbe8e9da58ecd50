#include "sdk/authoring/unit_page.hpp"

#include <span>
#include <system_error>

#include "core/embedded.hpp"
#include "core/json/json.hpp"
#include "sdk/authoring/file.hpp"
#include "sdk/authoring/markdown.hpp"
#include "sdk/authoring/quiz.hpp"

namespace haat {

namespace fs = std::filesystem;

std::span<const EmbeddedFile> unit_templates();  // lesson.html, quiz.html
std::span<const EmbeddedFile> run_time_libraries();

namespace {

using Values = std::map<std::string, std::string>;

// "{{name}}" -> the value, once: what a value contains is never looked at again.
std::string fill(std::string_view form, const Values& values) {
  std::string filled;
  while (true) {
    const auto open = form.find("{{");
    const auto close = form.find("}}", open);
    filled += form.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos) return filled;
    filled += values.at(std::string(form.substr(open + 2, close - open - 2)));
    form.remove_prefix(close + 2);
  }
}

bool is_remote(const std::string& target) {
  return target.find("://") != std::string::npos || target.starts_with("//");
}

// A link within the project: it must lead to a file that is there, since it will be in the package
// under the same path.
Result<void> check_link(const Project& project, const fs::path& file,
                        const RenderedMarkdown::Link& link) {
  const std::string place = file.string() + ":" + std::to_string(link.line);
  if (link.image && is_remote(link.target))
    return fail(Errc::invalid_argument, "image-remote",
                place + ": the image " + link.target +
                    " is on another server, and learners may be offline: put it into assets/");
  if (is_remote(link.target) || link.target.starts_with("#") ||
      link.target.starts_with("mailto:") || link.target.starts_with("tel:"))
    return {};
  const fs::path path =
      (file.parent_path() / link.target.substr(0, link.target.find_first_of("?#")))
          .lexically_normal();
  const fs::path inside = path.lexically_relative(project.folder.lexically_normal());
  std::error_code ignored;
  if (inside.empty() || *inside.begin() != "assets" || !fs::is_regular_file(path, ignored))
    return fail(Errc::invalid_argument, "link-target-missing",
                place + ": \"" + link.target +
                    "\" leads to no file in assets/: put it there and write ../assets/NAME");
  return {};
}

struct Text {
  std::string html;
  std::vector<std::string> remarks;
};

Result<Text> read_text(const Project& project, const Unit& unit, const std::string& language) {
  const fs::path file = project.folder / unit.id / (language + ".md");
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    if (unit.kind == "quiz") return Text{};
    return fail(Errc::not_found, "lesson-language-missing",
                file.string() + " is missing: the course's title is in \"" + language +
                    "\", so each of its lessons must be");
  }
  HAAT_TRY(const auto markdown, read_file(file, Limits{}.json_size));
  RenderedMarkdown rendered = render_markdown(markdown);
  for (const auto& link : rendered.links) HAAT_TRY_VOID(check_link(project, file, link));
  Text text{.html = std::move(rendered.html), .remarks = {}};
  for (const int line : rendered.lines_with_html)
    text.remarks.push_back(file.string() + ":" + std::to_string(line) +
                           ": HTML was left out, lessons are Markdown only");
  return text;
}

// The element that is shown while its language is the chosen one; without scripts the first
// language is.
std::string in_element(const std::string& name, const std::string& language, bool shown,
                       const std::string& html) {
  return "<" + name + " lang=\"" + language + "\" data-language=\"" + language + "\"" +
         (shown ? "" : " hidden") + ">" + html + "</" + name + ">";
}

std::string script_tags(const Packaging& packaging) {
  const std::string common = "../shared/";
  std::vector<std::string> sources = {common + "words.js", "unit.js"};
  for (const EmbeddedFile& file : run_time_libraries())
    if (!packaging.library.empty() && file.path.starts_with(packaging.library) &&
        file.path.ends_with(".js"))
      sources.push_back(common + std::string(file.path));
  for (const std::string_view adapter : packaging.adapters)
    sources.push_back(common + std::string(adapter));
  sources.insert(sources.end(), {common + "session.js", common + "page.js"});
  std::string tags;
  for (const std::string& source : sources)
    tags += "<script src=\"" + source + "\" defer></script>\n";
  return tags;
}

// Data for the scripts, as a script of its own: it needs no escaping for HTML and may stay cached.
std::string unit_script(const Project& project, const Unit& unit, const std::string& quiz) {
  nlohmann::ordered_json json;
  json["course"] = project.course.id;
  json["version"] = project.course.version;
  json["unit"] = unit.id;
  json["languages"] = project.languages();
  json["titles"] = Json::object();
  for (const std::string& language : project.languages())
    json["titles"][language] = in_language(unit.title, language);
  if (!quiz.empty()) json["quiz"] = nlohmann::ordered_json::parse(quiz);
  return "window.haatUnit = " + json.dump(-1, ' ', true) + ";\n";
}

std::string_view form_of(std::string_view kind) {
  const auto* file = find_embedded(unit_templates(), std::string(kind) + ".html");
  return file == nullptr ? std::string_view() : file->bytes;
}

}  // namespace

Result<UnitPage> make_unit_page(const Project& project, const Unit& unit,
                                const Packaging& packaging) {
  UnitPage page;
  const auto languages = project.languages();
  std::string quiz;
  if (unit.kind == "quiz") {
    const fs::path file = project.folder / unit.id / "quiz.json";
    HAAT_TRY(const auto text, read_file(file, Limits{}.json_size));
    HAAT_TRY(auto parsed, parse_quiz(text, file.string(), languages));
    page.pass_mark = parsed.pass_mark;
    quiz = std::move(parsed.json);
  }
  std::string articles, course;
  for (const std::string& language : languages) {
    HAAT_TRY(auto text, read_text(project, unit, language));
    const bool first = language == languages.front();
    const std::string title = escape_html(in_language(unit.title, language));
    articles +=
        in_element("article", language, first, "\n<h1>" + title + "</h1>\n" + text.html) + "\n";
    course += in_element("span", language, first,
                         escape_html(in_language(project.course.title, language)));
    page.remarks.insert(page.remarks.end(), text.remarks.begin(), text.remarks.end());
  }
  const std::string player = "<script src=\"../shared/" + unit.kind + ".js\" defer></script>\n";
  page.files[unit.id + "/index.html"] =
      fill(form_of(unit.kind), {{"language", languages.front()},
                                {"title", escape_html(in_language(unit.title, languages.front()))},
                                {"course", course},
                                {"articles", articles},
                                {"scripts", script_tags(packaging) + player}});
  page.files[unit.id + "/unit.js"] = unit_script(project, unit, quiz);
  return page;
}

}  // namespace haat
