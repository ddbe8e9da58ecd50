#include <filesystem>
#include <memory>
#include <ostream>
#include <regex>

#include "sdk/authoring/file.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/shell_word.hpp"

namespace haat::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view build_file = R"end(cmake_minimum_required(VERSION 3.25)
project(@NAME@ LANGUAGES CXX)

find_package(Haat 0.1 CONFIG REQUIRED)
haat_add_provider(@NAME@ @NAME@.cpp)
)end";

constexpr std::string_view source_file = R"end(#include <haat/provider.hpp>

namespace {

class @CLASS@ final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  // Reads host().settings(), a JSON object; throw bad_settings() if the operator must act first.
  void open() override {}

  // One page of the catalogue; `cursor` is empty for the first, then what the page before said.
  haat::provider::Page list(const std::string& cursor) override {
    if (!cursor.empty()) throw haat::provider::not_found("there is no page " + cursor);
    haat::provider::Course course;
    course.external_id = "first-course";
    course.title = "The first course";
    course.language = "en";
    course.duration = "PT5M";
    course.version = "1.0.0";
    course.licence = "CC-BY-4.0";
    return {{course}};
  }

  // To hand over packages, override fetch() and set has_package:
  //
  //   void fetch(const std::string& external_id, const haat::provider::Bytes& into) override;
};

}  // namespace

HAAT_PROVIDER(@CLASS@, "org.example.@NAME@", "@CLASS@", "Example", "0.1.0")
)end";

constexpr std::string_view read_me = R"end(# @NAME@

A provider for a Haat marketplace: one shared library.

    cmake -S . -B build -DCMAKE_PREFIX_PATH=/where/the/sdk/is
    cmake --build build
    haat provider check build/@NAME@.so
    haat provider call build/@NAME@.so catalogue.list

`haat/provider.hpp` says what a provider can do; `haat provider check --list` what it is asked to keep.
)end";

std::string filled(std::string_view pattern, const std::string& name) {
  std::string text(pattern);
  std::string type;
  bool capital = true;
  for (const char c : name) {
    if (c == '_') {
      capital = true;
      continue;
    }
    type += capital && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    capital = false;
  }
  const std::pair<std::string_view, const std::string&> words[] = {{"@NAME@", name},
                                                                   {"@CLASS@", type}};
  for (const auto& [word, value] : words)
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
      text.replace(at, word.size(), value);
  return text;
}

// Where CMake does not look by itself: the SDK that came with this program, if any did.
std::string sdk_option() {
  std::error_code problem;
  const fs::path prefix = fs::read_symlink("/proc/self/exe", problem).parent_path().parent_path();
  if (!fs::exists(prefix / "lib/cmake/Haat/HaatConfig.cmake", problem)) return {};
  return " -DCMAKE_PREFIX_PATH=" + shell_word(prefix.string());
}

Result<int> run(std::string where, Io& io) {
  while (where.size() > 1 && where.back() == '/') where.pop_back();
  const fs::path folder(where);
  const std::string name = folder.filename().string();
  static const std::regex form("[a-z][a-z0-9_]{0,63}");
  if (!std::regex_match(name, form))
    return fail(Errc::invalid_argument, "provider-name-invalid",
                "\"" + name +
                    "\" is no name for a provider: use lower-case letters, digits and _, beginning "
                    "with a letter");
  std::error_code problem;
  if (fs::exists(folder, problem))
    return fail(Errc::conflict, "folder-exists",
                where + " is there already; choose another name, or remove it first");
  HAAT_TRY_VOID(write_file(folder / "CMakeLists.txt", filled(build_file, name)));
  HAAT_TRY_VOID(write_file(folder / (name + ".cpp"), filled(source_file, name)));
  HAAT_TRY_VOID(write_file(folder / "README.md", filled(read_me, name)));
  io.out << "A new provider is in " << where << "\n";
  const std::string build = shell_word(where + "/build");
  io.err << "Next: cmake -S " << shell_word(where) << " -B " << build << sdk_option()
         << " && cmake --build " << build << " && haat provider check "
         << shell_word(where + "/build/" + name + ".so") << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto folder = std::make_shared<std::string>();
  syntax.required("FOLDER", *folder, "to be made; its name becomes the provider's");
  return [folder](Io& io) { return run(*folder, io); };
}

}  // namespace

extern const Command provider_new_command;
const Command provider_new_command{
    .name = "provider new",
    .summary = "Start a provider: one file that builds against the installed SDK.",
    .examples = "haat provider new my_library\n",
    .define = define,
};

}  // namespace haat::cli
