#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/manifest/manifest.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

// What the schema finds wrong in a manifest with this in its metadata, a sentence each.
std::vector<std::string> wrong(const std::string& metadata,
                               const std::string& edition = "2004 3rd Edition") {
  const Scratch scratch;
  scratch.write(
      "imsmanifest.xml",
      R"(<manifest identifier="m" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><metadata><schema>ADL SCORM</schema><schemaversion>)" +
          edition + "</schemaversion>" + metadata +
          R"(</metadata><organizations default="o"><organization identifier="o"><title>Course</title><item identifier="i"><title>Item</title></item></organization></organizations><resources/></manifest>)");
  const auto manifest = read_manifest(open_package(scratch.path()).value()).value();
  std::vector<std::string> sentences;
  for (const auto& problem : manifest.problems) sentences.push_back(problem.message);
  return sentences;
}

std::string lom(const std::string& children, const std::string& attributes = "") {
  return "<lom xmlns=\"http://ltsc.ieee.org/xsd/LOM\" " + attributes + ">" + children + "</lom>";
}

struct Case {
  std::string children;
  std::string sentence;  // a part of it
};

TEST(Lom, accepts_an_example_of_every_element) {
  const auto package = open_package(
      HAAT_SHARED "/corpus/scorm2004/ContentPackagingMetadata_SCORM20043rdEdition.zip");
  ASSERT_TRUE(package) << "the corpus is missing";
  for (const auto* file : {"metadata_course.xml", "metadata_organization.xml"}) {
    const auto text = package->read(file, 1 << 20).value();
    const auto element = text.substr(text.find("<lom"));
    for (const auto* edition : {"CAM 1.3", "2004 3rd Edition", "2004 4th Edition"})
      EXPECT_EQ(wrong(element, edition), std::vector<std::string>{}) << file << " " << edition;
  }
}

TEST(Lom, accepts_any_order_and_what_is_optional) {
  for (const auto* children :
       {"", "<rights/><general/>",
        "<relation/><relation/><educational/><classification/><educational/>",
        "<general><keyword/><title/><keyword/><identifier><entry>e</entry><catalog>c</catalog></"
        "identifier><identifier/></general>",
        "<general><language>none</language><title><string>t</string><string "
        "language='pt-BR'>t</string></title></general>",
        "<classification><taxonPath><taxon/><source/><taxon><entry/><id>1</id></taxon></"
        "taxonPath></classification>",
        "<technical><size> 0 </size></technical>",
        "<annotation><date><dateTime>2009</dateTime></date></annotation>",
        "<annotation><date><dateTime>2009-01-23T10:59:00.5+05:30</dateTime></date></annotation>",
        "<educational><typicalLearningTime><duration>P1DT1.5S</duration></typicalLearningTime></"
        "educational>"})
    EXPECT_EQ(wrong(lom(children)), std::vector<std::string>{}) << children;
}

TEST(Lom, accepts_vocabularies_elements_and_types_of_others) {
  for (const auto* children :
       {"<lifeCycle><status><source>https://example.org/states</source><value>mellow</value></"
        "status></lifeCycle>",
        "<rights><licence xmlns='https://example.org/x' "
        "uniqueElementName='cost'>CC0</licence><cost/></rights>",
        "<made xmlns='https://example.org/x'><anything at='all'/></made><general/>"})
    EXPECT_EQ(wrong(lom(children)), std::vector<std::string>{}) << children;
  EXPECT_EQ(wrong(lom("", "xsi:schemaLocation='http://ltsc.ieee.org/xsd/LOM lom.xsd'")),
            std::vector<std::string>{});
}

TEST(Lom, refuses_a_second_where_one_is_allowed) {
  const std::vector<Case> cases{
      {"<general/><technical/><general/>", "has a second <general>"},
      {"<general><title/><keyword/><title/></general>", "has a second <title>"},
      {"<technical><size>1</size><size>2</size></technical>", "has a second <size>"},
      {"<educational><difficulty/><difficulty/></educational>", "has a second <difficulty>"},
      {"<lifeCycle><contribute><date/><entity/><date/></contribute></lifeCycle>",
       "has a second <date>"},
      {"<metaMetadata><contribute><role/><role/></contribute></metaMetadata>",
       "has a second <role>"},
      {"<relation><resource/><kind/><resource/></relation>", "has a second <resource>"},
      {"<rights><cost><value>no</value><value>yes</value></cost></rights>", "has a second <value>"},
      {"<classification><taxonPath><source/><source/></taxonPath></classification>",
       "has a second <source>"}};
  for (const auto& each : cases) {
    const auto sentences = wrong(lom(each.children));
    ASSERT_EQ(sentences.size(), 1u) << each.children;
    EXPECT_NE(sentences[0].find(each.sentence), std::string::npos) << sentences[0];
  }
}

TEST(Lom, refuses_what_the_standard_does_not_know) {
  const std::vector<Case> cases{
      {"<bogus/>", "<bogus> cannot stand here in <lom>"},
      {"<general><description>no string</description></general>",
       "<description> cannot have text of its own"},
      {"<general><description><string><b/></string></description></general>",
       "<b> cannot stand here in <string>"},
      {"<general bogus='1'/>", "<general> cannot have the attribute \"bogus\""},
      {"<general><title><string language=''>t</string></title></general>",
       "the attribute language of <string> is \"\""},
      {"<technical><size>12 kB</size></technical>", "the text \"12 kB\" of <size>"},
      {"<technical><size>-1</size></technical>", "the text \"-1\" of <size>"},
      {"<annotation><date><dateTime>23.1.2009</dateTime></date></annotation>",
       "the text \"23.1.2009\" of <dateTime>"},
      {"<technical><duration><duration>10 minutes</duration></duration></technical>",
       "the text \"10 minutes\" of <duration>"}};
  for (const auto& each : cases) {
    const auto sentences = wrong(lom(each.children));
    ASSERT_FALSE(sentences.empty()) << each.children;
    EXPECT_NE(sentences[0].find(each.sentence), std::string::npos) << sentences[0];
  }
}

TEST(Lom, judges_only_the_vocabularies_it_knows) {
  EXPECT_EQ(wrong("<x:note xmlns:x='https://example.org/x'><x:b/></x:note>"),
            std::vector<std::string>{});
  EXPECT_EQ(wrong("<general xmlns='http://ltsc.ieee.org/xsd/LOM'/>").size(), 1u);
  EXPECT_EQ(wrong("<imsss:bogus/>").size(), 1u);
}

TEST(Lom, leaves_the_metadata_of_scorm12_to_its_own_schema) {
  const auto of = [](const std::string& general) {
    const Scratch scratch;
    scratch.write(
        "imsmanifest.xml",
        R"(<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>
<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general>)" +
            general +
            R"(</general></lom></metadata><organizations default="o"><organization identifier="o"><title>Course</title><item identifier="i"><title>Item</title></item></organization></organizations><resources/></manifest>)");
    return read_manifest(open_package(scratch.path()).value()).value().problems.size();
  };
  EXPECT_EQ(of("<title><langstring xml:lang=\"en\">Course</langstring></title>"), 0u);
  EXPECT_EQ(of("<title><string>Course</string></title>"), 1u);
}

}  // namespace
}  // namespace haat::test
