#include <gtest/gtest.h>

#include "core/manifest/address.hpp"
#include "core/manifest/manifest.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

Manifest read(const std::string& bytes, const std::string& name = "imsmanifest.xml") {
  const Scratch scratch;
  scratch.write(name, bytes);
  return read_manifest(open_package(scratch.path()).value()).value();
}

std::string scorm12(const std::string& declaration = "", const std::string& title = "Course") {
  return declaration +
         R"(<manifest identifier="m" version="7" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default=" o "><organization identifier="o"><title>)" +
         title + R"(</title>
<item identifier="i" identifierref=" r
"><title>Item</title><adlcp:masteryscore>80</adlcp:masteryscore></item></organization></organizations>
<resources xml:base="content/"><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="my%20page.html?x=1#top" xml:base="en/">
<file href="my%20page.html"/></resource></resources></manifest>)";
}

TEST(Manifest, reads_scorm12_with_bases_lines_and_collapsed_references) {
  const auto manifest = read(scorm12());
  ASSERT_TRUE(manifest.structure);
  EXPECT_TRUE(manifest.problems.empty()) << manifest.problems.front().message;
  const auto& course = *manifest.structure;
  EXPECT_EQ(course.standard, Standard::scorm12);
  EXPECT_EQ(course.title, "Course");
  EXPECT_EQ(course.version, "7");
  EXPECT_EQ(course.default_organization, "o");
  ASSERT_EQ(course.organizations.size(), 1u);
  const auto& item = course.organizations[0].items.at(0);
  EXPECT_EQ(item.identifierref, "r");
  EXPECT_EQ(item.mastery_score, "80");
  EXPECT_EQ(item.place.line, 4);
  const auto& resource = course.resources.at(0);
  EXPECT_TRUE(resource.sco);
  EXPECT_EQ(resource.launch, "content/en/my page.html");
  EXPECT_EQ(resource.place.line, 6);
  EXPECT_EQ(resource.files.at(0).place.line, 7);
}

TEST(Manifest, reads_other_encodings) {
  const std::string text = scorm12("", "Premi\xc3\xa8re aide");
  EXPECT_EQ(read("\xef\xbb\xbf" + text).structure->title, "Première aide");
  const std::string latin =
      scorm12("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "Premi\xe8re aide");
  EXPECT_EQ(read(latin).structure->title, "Première aide");
  const std::string windows = scorm12("<?xml version=\"1.0\" encoding=\"windows-1252\"?>",
                                      "\x93"
                                      "Aid\x94");
  EXPECT_EQ(read(windows).structure->title, "“Aid”");
  std::string wide = "\xff\xfe";
  for (const char c : scorm12("<?xml version=\"1.0\" encoding=\"UTF-16\"?>")) (wide += c) += '\0';
  ASSERT_TRUE(read(wide).structure) << read(wide).problems.front().message;
  EXPECT_EQ(read(wide).structure->title, "Course");
  // The mark alone says it.
  std::string little = "\xff\xfe", big = "\xfe\xff";
  for (const char c : scorm12("<?xml version=\"1.0\"?>")) {
    (little += c) += '\0';
    (big += '\0') += c;
  }
  for (const auto& marked : {little, big}) {
    ASSERT_TRUE(read(marked).structure) << read(marked).problems.front().message;
    EXPECT_EQ(read(marked).structure->title, "Course");
  }
}

TEST(Manifest, tells_the_editions_apart) {
  const auto of = [](const std::string& version) {
    return read(
               R"(<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata><schema>ADL SCORM</schema><schemaversion>)" +
               version +
               R"(</schemaversion></metadata><organizations default="o"/><resources/></manifest>)")
        .structure->standard;
  };
  EXPECT_EQ(of("CAM 1.3"), Standard::scorm2004_2);
  EXPECT_EQ(of("2004 3rd Edition"), Standard::scorm2004_3);
  EXPECT_EQ(of("2004 4th Edition"), Standard::scorm2004_4);
}

TEST(Manifest, reads_cmi5) {
  const auto manifest =
      read(R"(<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://example.org/c"><title><langstring lang="en">Course</langstring></title><description><langstring lang="hi">क</langstring></description></course>
<block id="https://example.org/b"><title><langstring>B</langstring></title><description><langstring>B</langstring></description>
<au id="https://example.org/a" masteryScore="0.8"><title><langstring>A</langstring></title><description><langstring>A</langstring></description>
<url>lesson/index.html?a=b</url></au></block></courseStructure>)",
           "cmi5.xml");
  EXPECT_TRUE(manifest.problems.empty()) << manifest.problems.front().message;
  ASSERT_TRUE(manifest.structure);
  EXPECT_EQ(manifest.structure->title, "Course");
  EXPECT_EQ(manifest.structure->resources.at(0).launch, "lesson/index.html");
  EXPECT_EQ(manifest.structure->organizations.at(0).items.at(0).children.at(0).mastery_score,
            "0.8");
  EXPECT_EQ(manifest.structure->languages, (std::vector<std::string>{"en", "hi"}));
}

TEST(Manifest, refuses_hostile_xml_by_name_and_in_time) {
  std::string laughs = "<!DOCTYPE m [<!ENTITY a \"ha\">";
  for (char c = 'b'; c < 'z'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
    laughs += "\">";
  }
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<item>";
  const struct {
    std::string id, bytes;
  } cases[] = {
      {"manifest-entities", laughs + "]><m>&y;</m>"},
      {"manifest-entities", laughs + "]><m a='&y;'/>"},
      {"manifest-entities", "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><m>&x;</m>"},
      {"manifest-too-deep", deep},
      {"manifest-not-well-formed", ""},
      {"manifest-not-well-formed", "<m>"},
      {"manifest-not-well-formed", "<m a='1' a='2'/>"},
      {"manifest-not-well-formed", "<m/><m/>"},
      {"manifest-not-well-formed", "<m>\x01</m>"},
      {"manifest-encoding-wrong", "<m>\xff</m>"},
      {"manifest-standard-unknown", "<m/>"}};
  for (const auto& [id, bytes] : cases) {
    const auto manifest = read(bytes);
    EXPECT_FALSE(manifest.structure);
    ASSERT_EQ(manifest.problems.size(), 1u) << id;
    EXPECT_EQ(manifest.problems[0].id, id) << manifest.problems[0].message;
  }
}

TEST(Address, joins_as_the_standard_asks) {
  const struct {
    const char *base, *href, *path;
  } cases[] = {{"", "a.html", "a.html"},
               {"c/", "a.html?x=1", "c/a.html"},
               {"c/", "a.html#x?y", "c/a.html"},
               {"c", "a.html", "a.html"},
               {"b/c", "a.html", "b/a.html"},
               {"c/", "../a.html", "a.html"},
               {"", "./x/./a.html", "x/a.html"},
               {"", "a%2Fb%20c.html", "a/b c.html"},
               {"", "../a.html", "../a.html"},
               {"c/", "https://example.org/a", "https://example.org/a"},
               {"https://example.org/", "a", "https://example.org/a"},
               {"c/", "//example.org/a", "//example.org/a"},
               {"", "", ""}};
  for (const auto& each : cases)
    EXPECT_EQ(package_path(each.base, each.href), each.path) << each.base << " + " << each.href;
}

TEST(Address, tells_a_url_and_an_iri_from_what_is_none) {
  for (const char* url :
       {"", "index.html", "a/b.html?x=a:b#c", "my%20page.html", "https://example.org",
        "https://u@[::1]:8080/a", "app://content/1", "../a.html", "mailto:a@example.org"})
    EXPECT_EQ(url_fault(url), "") << url;
  for (const char* url : {"my page.html", "http://example.com index.html", "a%2.html", "a%zz",
                          "a\\b.html", "\u00e9.html", "http:index.html", "https://", "https:///a",
                          "https://:80/", "https://example.org:port/", "a#b#c", "1:a", ":a"})
    EXPECT_NE(url_fault(url), "") << url;
  for (const char* iri : {"https://example.org/c", "urn:haat:course:c", "https://example.org/पाठ"})
    EXPECT_EQ(iri_fault(iri), "") << iri;
  for (const char* iri : {"", "c", "example.org/c", "//example.org/c", "/c", "urn:", "https:c",
                          "https://example.org/a b", "C:\\c"})
    EXPECT_NE(iri_fault(iri), "") << iri;
}

// A course structure may be a package by itself (cmi5, 14.2), whose units are then elsewhere.
TEST(Manifest, of_cmi5_may_stand_alone) {
  const Scratch scratch;
  scratch.write(
      "cmi5.xml",
      R"(<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"/>)");
  EXPECT_TRUE(open_package(scratch / "cmi5.xml")->is_manifest_alone());
  EXPECT_FALSE(open_package(scratch.path())->is_manifest_alone());
}

// What a schema finds is bounded, however much is wrong, and has its place.
TEST(Manifest, against_its_schema_has_places_and_a_limit) {
  std::string units;
  for (int i = 0; i < 8'000; ++i)
    units += "<au id='https://example.org/" + std::to_string(i) + "' x='1' y='2'/>\n";
  const auto manifest = read(
      "<courseStructure xmlns='https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'>\n"
      "<course id='https://example.org/c'/>\n" +
          units + "</courseStructure>",
      "cmi5.xml");
  ASSERT_EQ(manifest.problems.size(), 5'001u);
  EXPECT_EQ(manifest.problems[0].id, "element-missing");
  EXPECT_EQ(manifest.problems[0].place.line, 2);
  EXPECT_EQ(manifest.problems[1].id, "attribute-unexpected");
  EXPECT_EQ(manifest.problems[1].place.line, 3);
  EXPECT_EQ(manifest.problems[1].place.column, 32);
  EXPECT_EQ(manifest.problems.back().place.line, 0);
}

TEST(Manifest, under_another_name_is_named) {
  const std::string course =
      R"(<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"/>)";
  EXPECT_EQ(read(course, "CMI5.xml").problems.at(0).id, "manifest-misnamed");
  EXPECT_EQ(read(course, "geology.xml").problems.at(0).id, "manifest-misnamed");
  EXPECT_EQ(read(course, "data/geology.xml").problems.at(0).id, "manifest-missing");
  EXPECT_EQ(read("<data/>", "geology.xml").problems.at(0).id, "manifest-missing");
}

}  // namespace
}  // namespace haat::test
