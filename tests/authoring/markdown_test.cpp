#include "sdk/authoring/markdown.hpp"

#include <gtest/gtest.h>

namespace haat {
namespace {

TEST(Markdown, ScriptsNeverReachThePage) {
  for (const char* text : {
           "<script>alert(1)</script>",
           "a <img src=x onerror=alert(1)> b",
           "<iframe src=\"https://example.org\"></iframe>",
           "[x](javascript:alert(1))",
           "![x](javascript:alert(1))",
           "[x](data:text/html;base64,PHNjcmlwdD4=)",
           "<svg/onload=alert(1)>",
           "<style>@import 'https://example.org/x.css'</style>",
       }) {
    const auto html = render_markdown(text).html;
    for (const char* bad :
         {"<script", "onerror=", "<iframe", "javascript:", "data:text", "<svg", "<style"})
      EXPECT_EQ(html.find(bad), std::string::npos) << text << " -> " << html;
  }
}

TEST(Markdown, SaysWhereHtmlWasLeftOut) {
  const auto rendered = render_markdown("One\n\n<!-- a note -->\n\nTwo <b>bold</b>\n");
  ASSERT_EQ(rendered.lines_with_html.size(), 2u);
  EXPECT_EQ(rendered.lines_with_html[0], 5);
}

TEST(Markdown, HasTablesAndLinksWithLines) {
  const auto rendered = render_markdown("| a |\n|---|\n| b |\n\nSee [x](../assets/x.pdf)\n");
  EXPECT_NE(rendered.html.find("<td>b</td>"), std::string::npos);
  ASSERT_EQ(rendered.links.size(), 1u);
  EXPECT_EQ(rendered.links[0].target, "../assets/x.pdf");
  EXPECT_EQ(rendered.links[0].line, 5);
}

TEST(EscapeHtml, LeavesNoMarkup) {
  EXPECT_EQ(escape_html("<b a=\"x\"> & हिन्दी"), "&lt;b a=&quot;x&quot;&gt; &amp; हिन्दी");
}

}  // namespace
}  // namespace haat
