#include <gtest/gtest.h>

#include <chrono>

#include "plugins/partner/duration.hpp"
#include "plugins/partner/language.hpp"
#include "plugins/partner/licence.hpp"
#include "plugins/partner/plain_text.hpp"
#include "plugins/partner/url.hpp"

// What our providers make of the words of partners' systems.
namespace haat::test {
namespace {

struct Word {
  const char* said;
  const char* meant;
};

TEST(PartnerWords, LanguagesAreTags) {
  const Word words[] = {
      {"hi", "hi"},
      {"hin", "hi"},
      {"eng", "en"},
      {"en_US", "en-US"},
      {"en-us", "en-US"},
      {"pt_br", "pt-BR"},
      {"zh-hans", "zh-Hans"},
      {"sr_Latn_RS", "sr-Latn-RS"},
      {"es-419", "es-419"},
      {"fre", "fr"},
      {"ger", "de"},
      {"English", "en"},
      {" HINDI ", "hi"},
      {"हिन्दी", "hi"},
      {"தமிழ்", "ta"},
      {"Français", "fr"},
      {"Odia", "or"},
      {"Oriya", "or"},
      {"Bengali", "bn"},
      {"Assamese", "as"},
      {"Sanskrit", "sa"},
      {"Punjabi", "pa"},
      {"Urdu", "ur"},
      {"", ""},
      {"Other", ""},
      {"xx", ""},
      {"en-", ""},
      {"en--us", ""},
      {"english (us)", ""},
      {"en,hi", ""},
      {"../etc", ""},
      {"a", ""},
  };
  for (const Word& word : words)
    EXPECT_EQ(partner::language_tag(word.said), word.meant) << word.said;
  EXPECT_EQ(partner::language_tag(std::string(100'000, 'e')), "");
  EXPECT_EQ(partner::language_tag("\xff\xfe"), "");
}

TEST(PartnerWords, LicencesAreIds) {
  const Word words[] = {
      {"https://creativecommons.org/licenses/by-nc-sa/4.0/", "CC-BY-NC-SA-4.0"},
      {"http://www.creativecommons.org/licenses/by/3.0", "CC-BY-3.0"},
      {"https://creativecommons.org/licenses/by/4.0/legalcode", "CC-BY-4.0"},
      {"https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"},
      {"CC BY 4.0", "CC-BY-4.0"},
      {"cc-by-sa-4.0", "CC-BY-SA-4.0"},
      {"CC BY", "CC BY"},
      {"All rights reserved", "All rights reserved"},
      {"", ""},
  };
  for (const Word& word : words) EXPECT_EQ(partner::licence_id(word.said), word.meant) << word.said;
}

TEST(PartnerWords, DurationsAreIso) {
  EXPECT_EQ(partner::duration_of_seconds(0), "PT0S");
  EXPECT_EQ(partner::duration_of_seconds(59), "PT59S");
  EXPECT_EQ(partner::duration_of_seconds(5400), "PT1H30M");
  EXPECT_EQ(partner::duration_of_seconds(90'061), "PT25H1M1S");
  for (const char* good : {"PT1H30M", "P6W", "P1Y2M3DT4H5M6.7S", "PT0S"})
    EXPECT_TRUE(partner::is_duration(good)) << good;
  for (const char* bad : {"", "P", "PT", "1:30", "PT1H 30M", "P1WT1H", "pt1h", "5400"})
    EXPECT_FALSE(partner::is_duration(bad)) << bad;
  EXPECT_FALSE(partner::is_duration("P" + std::string(100'000, '1') + "D"));
}

TEST(PartnerWords, HtmlIsText) {
  const Word words[] = {
      {"plain", "plain"},
      {"a < b & c", "a < b & c"},
      {"<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"},
      {"One<br>Two<br/>Three", "One\nTwo\nThree"},
      {"<ul><li>प्राथमिक</li><li>उपचार</li></ul>", "प्राथमिक\nउपचार"},
      {"<script>steal()</script><style>p{}</style>Kept<!-- not this -->", "Kept"},
      {"<p>unclosed <b>bold", "unclosed bold"},
      {"", ""},
      {"<br>", ""},
  };
  for (const Word& word : words) EXPECT_EQ(partner::plain_text(word.said), word.meant) << word.said;
}

// Whatever a partner writes is read in time that grows with its size: with the square of it, eight
// megabytes would take hours.
TEST(PartnerWords, HostileHtmlIsReadQuickly) {
  for (const std::string piece :
       {"<p>", "<div>", "<", "&", "<a b=\"", "<!--", "<table><tr><td>", "</p>"}) {
    std::string html;
    while (html.size() < (8u << 20)) html += piece;
    const auto begin = std::chrono::steady_clock::now();
    partner::plain_text(html);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60)) << piece;
  }
}

TEST(PartnerWords, TextsAreCutBetweenCharacters) {
  EXPECT_EQ(partner::cut("अआ", 6), "अआ");
  EXPECT_EQ(partner::cut("अआ", 5), "अ");
  EXPECT_EQ(partner::cut("अआ", 2), "");
  EXPECT_EQ(partner::one_line(" a\n\tb\x01 c "), "a b c");
  EXPECT_EQ(partner::without_controls("a\x01\nb\x7f"), "a\nb");
}

TEST(PartnerWords, AddressesAreTakenApart) {
  EXPECT_EQ(partner::form({{"q", "a b&c=d"}, {"हि", "+/"}}),
            "q=a%20b%26c%3Dd&%E0%A4%B9%E0%A4%BF=%2B%2F");
  EXPECT_EQ(partner::query_value("a=1&page=%32&page=3", "page"), "2");
  EXPECT_EQ(partner::query_value("apage=1&page", "page"), "");
  EXPECT_EQ(partner::address_of("https://lms.example.org:8443/a/b?c=d").host,
            "lms.example.org:8443");
  EXPECT_EQ(partner::address_of("https://lms.example.org:8443/a/b?c=d").query, "c=d");
  for (const char* none : {"", "lms.example.org", "/path", "ftp://a/", "https://", "https://u:p@a/",
                           "https://a/#b", "https://a b/", "javascript:alert(1)"})
    EXPECT_EQ(partner::address_of(none).host, "") << none;
}

}  // namespace
}  // namespace haat::test
