// Rules that no tree of text files can show: what they look for are bytes or sizes.
#include <gtest/gtest.h>

#include "core/qa/check.hpp"
#include "tests/unit/hand_made_zip.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

constexpr const char* manifest =
    R"(<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="o"><organization identifier="o"><title>C</title><item identifier="i" identifierref="r"><title>I</title></item></organization></organizations>
<resources><resource identifier="r" type="webcontent" adlcp:scormtype="asset" href="a.html"><file href="a.html"/><file href="$"/></resource></resources></manifest>)";
constexpr const char* course =
    R"({"id":"org.example.c","version":"1.0.0","title":{"en":"C"},"licence":"CC-BY-4.0","competencies":[{"id":"CID1"}]})";

class FileBytes : public testing::Test {
 protected:
  // A course that is right but for this file.
  std::string found(const std::string& name, std::string_view bytes, std::uint64_t size = 0) {
    std::string text = manifest;
    text.replace(text.find('$'), 1, name);
    scratch_.write("imsmanifest.xml", text);
    scratch_.write("haat/course.json", course);
    scratch_.write("a.html", "<!doctype html><html lang=\"en\"><title>A</title><p>A</p></html>");
    const auto file = scratch_.write(name, bytes);
    if (size > 0) std::filesystem::resize_file(file, size);
    return findings();
  }
  std::string findings() {
    const auto report = check_package(open_package(scratch_.path()).value(),
                                      Dictionary::demonstration(), Profile::practical());
    std::string text;
    for (const auto& each : report.value().findings)
      text += each.rule + ": " + each.path + ": " + each.message + "\n";
    return text;
  }

  const Scratch scratch_;
};

TEST_F(FileBytes, nothing_is_said_of_what_is_right) {
  EXPECT_EQ(found("b.html", "<!doctype html><html lang=\"en\"><title>\xe0\xa4\x95</title></html>"),
            "");
}

TEST_F(FileBytes, media_too_large_says_the_size_and_the_limit) {
  EXPECT_EQ(found("b.mp4",
                  std::string_view("\0\0\0\x18"
                                   "ftypmp42",
                                   12),
                  201 << 20),
            "media-too-large: b.mp4: it has 201 MB; the limit of its kind is 200 MB\n");
}

TEST_F(FileBytes, archive_locked_is_an_archive_with_a_password) {
  HandMadeZip zip;
  zip.entries = {{.name = "x", .bytes = "x", .flags = 1}};
  EXPECT_EQ(found("b.zip", zip.bytes()), "archive-locked: b.zip: what is in it is encrypted\n");
}

TEST_F(FileBytes, page_encoding_unknown_unless_it_is_said) {
  EXPECT_EQ(
      found("b.html", "<!doctype html><html lang=\"en\"><title>caf\xe9</title></html>"),
      "page-encoding-unknown: b.html: it is no UTF-8, and no <meta charset> says what it is\n");
  EXPECT_EQ(found("b.html",
                  "<!doctype html><html lang=\"en\"><meta charset=\"windows-1252\">"
                  "<title>caf\xe9</title></html>"),
            "");
}

TEST_F(FileBytes, aicc_file_unreadable_is_one_over_the_limit) {
  scratch_.write("c.crs", "[Course]\nCourse_ID=C\nCourse_Title=C\n");
  const auto file = scratch_.write("c.au", "");
  std::filesystem::resize_file(file, Limits{}.manifest_size + 1);
  EXPECT_NE(findings().find("aicc-file-unreadable: c.au: "), std::string::npos) << findings();
}

}  // namespace
}  // namespace haat::test
