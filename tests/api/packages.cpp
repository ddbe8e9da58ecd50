#include "tests/api/packages.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "core/course/course.hpp"
#include "core/package/package.hpp"
#include "core/package/zip_writer.hpp"
#include "core/signing/pack.hpp"
#include "core/signing/verify.hpp"

namespace haat::test {
namespace {

namespace fs = std::filesystem;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}
void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message);
}

constexpr const char* manifest = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
          xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o">
    <organization identifier="o">
      <title>First aid</title>
      <item identifier="i" identifierref="r"><title>Burns</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="r" type="webcontent" adlcp:scormtype="asset" href="index.html"><file href="index.html"/></resource>
  </resources>
</manifest>
)xml";

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

Course course_of(const Recipe& recipe) {
  Course course;
  course.id = recipe.course;
  course.version = recipe.version;
  course.title = {{"en", recipe.title}, {"hi", recipe.title_hi}};
  course.description = {{"en", "What to do first."}};
  course.competencies = {{recipe.competency, recipe.level}};
  course.duration = "PT20M";
  course.licence = "CC-BY-4.0";
  course.provider = recipe.provider;
  return course;
}

}  // namespace

SecretKey new_key(const std::string& name) {
  return must(SecretKey::generate(name));
}

std::string make_package(const fs::path& scratch, const Recipe& recipe, const SecretKey* key) {
  const fs::path folder = scratch / ("content-" + random_hex(4));
  write(folder / "imsmanifest.xml", manifest);
  write(folder / (recipe.launch_file ? "index.html" : "other.html"),
        "<!doctype html><html lang=\"en\"><title>Burns</title><p>Cool the burn.</p></html>\n");
  for (const auto& [path, bytes] : recipe.files) write(folder / path, bytes);
  const fs::path zip = scratch / (random_hex(4) + ".zip");
  const Packed packed =
      must(pack(must(open_package(folder)),
                {{std::string(course_json_path), to_json(course_of(recipe))}}, zip));
  if (key) {
    Statement statement;
    statement.package = packed.digest;
    statement.course = recipe.course;
    statement.version = recipe.version;
    must(sign(zip, zip, statement, *key));
  }
  return bytes_of(zip);
}

std::string sign_package(const fs::path& scratch, const std::string& zip, const Recipe& recipe,
                         const SecretKey& key, Statement::Kind kind) {
  const fs::path path = scratch / (random_hex(4) + ".zip");
  write(path, zip);
  const auto verified = must(verify_package(must(open_package(path)), Trust{}));
  Statement statement;
  statement.kind = kind;
  statement.package = verified.digest;
  statement.course = recipe.course;
  statement.version = recipe.version;
  must(sign(path, path, statement, key));
  return bytes_of(path);
}

std::string change_package(const fs::path& scratch, const std::string& zip) {
  const fs::path from = scratch / (random_hex(4) + ".zip"), to = scratch / (random_hex(4) + ".zip");
  write(from, zip);
  const Package package = must(open_package(from));
  ZipWriter writer = must(ZipWriter::create(to));
  for (const Entry& entry : package.entries()) {
    std::string bytes = must(package.read(entry.path, 1 << 20));
    if (entry.path == "index.html") bytes.back() = ' ';
    must(writer.add(entry.path, bytes));
  }
  must(writer.commit());
  return bytes_of(to);
}

}  // namespace haat::test
