#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdlib>
#include <iostream>

#include "core/competency/dictionary.hpp"
#include "core/qa/check.hpp"
#include "core/signing/pack.hpp"
#include "core/signing/verify.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

constexpr std::uint64_t ceiling = 64u << 20;  // bytes of memory
// Where the manifest alone lists as many files as a package may have: room for more threads.
constexpr std::uint64_t an_eighth_more = 72u << 20;

// Holes on the disk, but bytes like any others to whoever reads them.
void write_films(const Scratch& scratch, int count, std::uint64_t size) {
  scratch.write("content/imsmanifest.xml", "<manifest/>");
  for (int k = 0; k < count; ++k)
    std::filesystem::resize_file(
        scratch.write("content/films/" + std::to_string(k) + ".mp4", "film"), size);
}

std::string manifest(const std::string& items, const std::string& resources) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>A course</title>
)" + items +
         "</organization></organizations><resources>" + resources + "</resources></manifest>";
}

void write_pages(const Scratch& scratch, int count) {
  for (int k = 0; k < count; ++k)
    scratch.write("content/lessons-of-some-length/" + std::to_string(k / 100) + "/" +
                      std::to_string(k) + ".html",
                  "<!DOCTYPE html><title>A lesson</title>");
}

// A manifest that lists every file, as SCORM wants it.
void write_listed_pages(const Scratch& scratch, int count) {
  std::string files;
  for (int k = 0; k < count; ++k) {
    const auto name = std::to_string(k / 100) + "/" + std::to_string(k) + ".html";
    scratch.write("content/lessons-of-some-length/" + name,
                  "<!DOCTYPE html><title>A lesson</title>");
    files += "<file href=\"lessons-of-some-length/" + name + "\"/>\n";
  }
  scratch.write("content/imsmanifest.xml",
                manifest(R"(<item identifier="I" identifierref="R">
<title>All</title></item>)",
                         R"(<resource identifier="R" type="webcontent" adlcp:scormtype="sco"
 href="lessons-of-some-length/0/0.html">)" +
                             files + "</resource>"));
}

void write_units(const Scratch& scratch, int count) {
  std::string items, resources;
  for (int k = 0; k < count; ++k) {
    const auto number = std::to_string(k);
    scratch.write("content/unit-" + number + "/index.html", "<!DOCTYPE html><title>A unit</title>");
    items += "<item identifier=\"ITEM-" + number + "\" identifierref=\"RESOURCE-" + number +
             "\"><title>Unit number " + number + "</title></item>\n";
    resources += "<resource identifier=\"RESOURCE-" + number +
                 "\" type=\"webcontent\" adlcp:scormtype=\"sco\" href=\"unit-" + number +
                 "/index.html\"><file href=\"unit-" + number + "/index.html\"/></resource>\n";
  }
  scratch.write("content/imsmanifest.xml", manifest(items, resources));
}

// 0, or the number of the step that failed. In a process of its own, whose memory is measured.
int take_the_whole_way(const Scratch& scratch, std::uint64_t most = ceiling) {
  const auto zip = scratch / "course.zip";
  const auto key = SecretKey::generate("memory");
  const auto packed = pack(open_package(scratch / "content").value(), {}, zip);
  if (!packed) return 1;
  const Statement statement{
      Statement::Kind::authored, packed->digest, "org.example.c", "1.0.0", Time{}, {}};
  if (!sign(zip, zip, statement, *key)) return 2;
  const auto package = open_package(zip);
  const auto verification = verify_package(*package, Trust::in({key->public_key()}, Time{}));
  if (!verification || !verification->proves(Statement::Kind::authored)) return 3;
  if (!check_package(*package, Dictionary::demonstration())) return 4;

  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto memory = static_cast<std::uint64_t>(used.ru_maxrss) << 10;
  std::cerr << (memory >> 20) << " MB\n";
  return memory <= most ? 0 : 5;
}

TEST(Memory, stays_below_the_ceiling_for_large_files) {
  const Scratch scratch;
  write_films(scratch, 3, 500u << 20);
  EXPECT_EXIT(std::exit(take_the_whole_way(scratch)), testing::ExitedWithCode(0), "");
}

TEST(Memory, stays_below_the_ceiling_for_many_files) {
  const Scratch scratch;
  write_pages(scratch, 50'000);
  EXPECT_EXIT(std::exit(take_the_whole_way(scratch)), testing::ExitedWithCode(0), "");
}

TEST(Memory, stays_near_the_ceiling_for_a_manifest_that_lists_99000_files) {
  const Scratch scratch;
  write_listed_pages(scratch, 99'000);
  EXPECT_EXIT(std::exit(take_the_whole_way(scratch, an_eighth_more)), testing::ExitedWithCode(0),
              "");
}

TEST(Memory, stays_below_the_ceiling_for_10000_units) {
  const Scratch scratch;
  write_units(scratch, 10'000);
  EXPECT_EXIT(std::exit(take_the_whole_way(scratch)), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace haat::test
