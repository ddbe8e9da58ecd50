#include "core/content/abridged_page.hpp"

#include <gtest/gtest.h>

#include "tests/same_page.hpp"

namespace haat::test {
namespace {

const std::string long_text =
    "What a learner reads goes on and on, in words that mean nothing to whoever looks for tags, "
    "for \xe0\xa4\xb8\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x87\xe0\xa4\xb6 as for it, "
    "and \"so\" it's - as it was -- before";

// {}: the long text.
std::string filled(std::string page) {
  for (auto at = page.find("{}"); at != std::string::npos; at = page.find("{}", at))
    page.replace(at, 2, long_text), at += long_text.size();
  return page;
}

class AbridgedPages : public testing::TestWithParam<const char*> {};

TEST_P(AbridgedPages, AreReadAsTheWholeOnes) {
  const auto page = filled(GetParam());
  const auto abridged = page_as_text(page, 0);
  EXPECT_EQ(abridged, page_as_text(page, std::string::npos)) << page;
  EXPECT_NE(abridged, "none");
}

INSTANTIATE_TEST_SUITE_P(
    All, AbridgedPages,
    testing::Values(
        "<p>{}</p>", "<p>{}", "{}", "<p> \r\n {}</p>\r\n<p>{}\r\n{}\r{}</p>",
        "<title>{}</title><textarea>\n{}</textarea><pre>\n{}</pre>",
        "<p>{} &amp; {} &lt;b> {} &nbsp {} &#65; {}</p><p>&{}", "<p>{} > {} >> {}</p>",
        "<!-- {} > {} --><p>{}</p>", "<!-- > {}--><p id=a>{}</p>", "<!--> {} --> {}",
        "<!-- > {} --!> {}", "<!--->{}-->{}", "<!-- > {}<!-- > {} --> {}",
        "<script>if (a > b) { {} } // {}\n</script><p>{}</p>",
        "<script>var a = \"> {}\" + '> {}';</script><b>{}</b>",
        "<script><!-- > {} <script> {} </script> {} --></script>{}",
        "<script><!-- > {} <script> {} --></script>{}",
        "<style>p::after { content: \"> {}\" } {}</style>{}",
        "<a title=\"> {}\" href=\"b.html\">{}</a>", "<a title=\"x\" lang='> {}' href=b.html>{}</a>",
        "<a title= \n\"> {} > {}\" onclick='a > {}'>{}</a>", "<a title=\"{}> {}\">{}</a>",
        "<a href=b?a=>{}</a>", "<a href=\"?a=\">{}</a>{}", "<a title=x\">{}</a>",
        "<a title=\"=\">{}</a><a title='='>{}</a>", "<a title=> {} \" href=\"b\">{}</a>",
        "<a \"=\"> {} \" href=\"b\">{}</a>", "<a x='\"=' y> {} ' z=\"a> {}\">{}</a>",
        "<table>{}<tr>{}<td>{}</td></tr> \n {}</table>", "<table> \n <tr>{}</table>{}",
        "<table><colgroup>{}<col></colgroup>{}</table>", "<select>{}<option>{}</select>{}",
        "<b><p>{}</b>{}</p><a>{}<a>{}", "<svg>{}<![CDATA[> {} ]]>{}</svg>",
        "<svg><![CDATA[{}>{}]]>]]>{}</svg>", "<math><mi>{}</math>{}",
        "<!DOCTYPE html PUBLIC \"> {}\">{}", "<?php > {} ?>{}", "</p > {}></ {}>{}",
        "<plaintext>{}</plaintext>{}", "<noscript>{}</noscript><iframe>{}</iframe>{}",
        "<template>{}<p>{}</template>{}", "<frameset>{}<frame></frameset>{}",
        "</body>{}</html>{}<p>{}", "<head>{}</head>{}", "<p>{}\xee\x80\x80{}</p>",
        "<p>{}&#x80;000000 &#128;000001 &#xe000; {}</p>", "<p>{}\xff{}</p>", "<p>{} \x01 {}</p>",
        "<p>{} \xc2\x85 \xc2\xa0 {}</p>", "<p>{} \xef\xbf\xbe {} \xef\xb7\x90 {} \xef\xbf\xbd</p>",
        "<p>{} \xf0\x9f\xbf\xbf {} \xf0\x9f\x98\x80 {} \xf4\x8f\xbf\xbe {}</p>"));

TEST(AbridgedPage, LeavesOutWhatIsLongOnly) {
  const std::string head = "<p id=a>", tail = "</p>";
  const AbridgedPage brief(head + "a text" + tail), full(head + long_text + tail);
  EXPECT_EQ(brief.text().size(), head.size() + 6 + tail.size());
  EXPECT_LT(full.text().size(), long_text.size() / 2);
}

TEST(AbridgedPage, LeavesNothingOutOfAQuotedValue) {
  for (const std::string quote : {"\"", "'"}) {
    const auto page = "<a title=" + quote + "> " + long_text.substr(0, 180) + " onclick=x" + quote;
    EXPECT_EQ(AbridgedPage(page, 0).text(), page);
  }
}

TEST(AbridgedPage, FindsEachByteAgain) {
  const auto page = filled("<p>{}</p><b title=\"x\">{}</b><i>{}");
  const AbridgedPage abridged(page);
  const auto text = abridged.text();
  ASSERT_LT(text.size(), page.size() / 2);
  for (const std::string tag : {"<p>", "</p>", "<b", "title", "</b>", "<i>"})
    EXPECT_EQ(abridged.offset_in_page(text.find(tag)), page.find(tag)) << tag;
  EXPECT_EQ(abridged.offset_in_page(text.size()), page.size());
}

}  // namespace
}  // namespace haat::test
