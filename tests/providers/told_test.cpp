#include <gtest/gtest.h>

#include <thread>
#include <variant>

#include "core/json/json.hpp"
#include "tests/providers/market.hpp"

// What a provider may tell beyond its catalogue, through the host.
namespace haat::test {
namespace {

using namespace std::chrono_literals;
using State = ProviderHealth::State;

std::string fault(const std::string& name) {
  return "{\"fault\":\"" + name + "\"}";
}

class Told : public testing::Test {
 protected:
  ProviderHealth start(const std::string& settings = "{}", State state = State::running) {
    market_.open("faulty", "faulty.so", settings);
    return market_.reaches("faulty", state);
  }
  Market market_;
};

TEST_F(Told, IsPartOfTheHealth) {
  const ProviderHealth health = start();
  EXPECT_TRUE(health.gives_content && health.tells_changes && health.tells_completions &&
              health.tells_health && health.verifies_certificates && health.launches_courses);
  const ProviderHealth good = market_.health("good");
  EXPECT_TRUE(good.gives_content);
  EXPECT_FALSE(good.launches_courses || good.tells_changes || good.tells_completions ||
               good.tells_health || good.verifies_certificates);
}

TEST_F(Told, IsRefusedWhereTheProviderCannot) {
  ProviderHost& host = market_.host();
  for (const Error& error : {host.changes("good", "").error(), host.completions("good", "").error(),
                             host.check_health("good").error(), host.verify("good", "x").error(),
                             host.launch_address("good", "10").error()}) {
    EXPECT_EQ(error.kind, Errc::conflict);
    EXPECT_EQ(error.id, "provider-cannot");
    EXPECT_EQ(error.message.rfind("provider good: it has no haat.", 0), 0u) << error.message;
  }
  EXPECT_EQ(host.settings_schema("good").error().id, "provider-schema-missing");
  EXPECT_EQ(host.settings_schema("nobody").error().id, "provider-unknown");
  EXPECT_TRUE(market_.good_answers());
}

TEST_F(Told, ChangesComePageByPage) {
  start();
  std::size_t courses = 0, tombstones = 0;
  std::string cursor;
  for (bool more = true; more;) {
    const auto page = market_.host().changes("faulty", cursor);
    ASSERT_TRUE(page) << page.error().message;
    for (const auto& item : page->items)
      ++(std::holds_alternative<ProviderCourse>(item) ? courses : tombstones);
    cursor = page->next;
    more = page->more;
  }
  EXPECT_EQ(courses, 9u);
  EXPECT_EQ(tombstones, 1u);
  EXPECT_EQ(market_.host().changes("faulty", cursor)->items.size(), 0u);
  EXPECT_EQ(market_.host().changes("faulty", "x").error().kind, Errc::not_found);
}

TEST_F(Told, CompletionsKeepWhatIsNotKnownApart) {
  start();
  const auto page = market_.host().completions("faulty", "");
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->rows.size(), 2u);
  EXPECT_EQ(page->rows[0].score, 0.87);
  EXPECT_EQ(page->rows[0].certificate, "cert-1");
  EXPECT_EQ(page->rows[1].score, std::nullopt);
  EXPECT_EQ(page->rows[1].certificate, "");
  EXPECT_EQ(page->rows[1].finished_at, "2026-11-20T10:30:00+05:30");
  EXPECT_TRUE(page->more);
}

// As a course is: the rest of its page stands.
TEST_F(Told, RecordOverALimitIsRefusedAlone) {
  const std::pair<const char*, const char*> all[] = {
      {"record-too-large", "it has 262161 bytes (limit 262144)"},
      {"record-no-utf-8", "it is no UTF-8"},
  };
  for (const auto& [name, why] : all) {
    market_.open(name, "faulty.so", fault(name));
    market_.reaches(name, State::running);
    const auto page = market_.host().records(name, "");
    ASSERT_TRUE(page) << page.error().message;
    ASSERT_EQ(page->rows.size(), 2u);
    EXPECT_EQ(page->rows[0].refused, why);
    EXPECT_EQ(page->rows[0].json, "");
    EXPECT_EQ(page->rows[1].refused, "");
    EXPECT_EQ(page->rows[1].json, "{\"id\":\"course-1\"}");
    EXPECT_EQ(page->next, "r1");
  }
}

TEST_F(Told, CertificatesAreJudgedWithFacts) {
  start();
  const auto valid = market_.host().verify("faulty", "cert-1");
  ASSERT_TRUE(valid) << valid.error().message;
  EXPECT_STREQ(to_string(valid->verdict), "valid");
  ASSERT_EQ(valid->facts.size(), 1u);
  EXPECT_EQ(valid->facts[0].value, "पाठ 0");
  EXPECT_STREQ(to_string(market_.host().verify("faulty", "x")->verdict), "unknown");
}

TEST_F(Told, LaunchAddressIsThePartners) {
  start();
  EXPECT_EQ(market_.host().launch_address("faulty", "course-1").value_or(""),
            "https://lms.example.org/course/1?from=haat");
  EXPECT_EQ(market_.host().launch_address("faulty", "course-0").error().kind, Errc::not_found);
}

TEST_F(Told, LaunchAddressThatIsNoneIsRefused) {
  const std::pair<const char*, const char*> all[] = {
      {"launch-by-http", "its launch address does not begin with https://"},
      {"launch-of-a-user", "its launch address does not name a host, or has a user name"},
      {"launch-without-host", "its launch address does not name a host, or has a user name"},
      {"launch-too-long", "its launch address has 2090 bytes (limit 2048)"},
      {"launch-with-line-break",
       "its launch address has spaces, control characters or others that have to be "
       "percent-encoded"},
      {"launch-silent", "it told no launch address"},
      {"launch-twice", "it told two launch addresses"},
  };
  for (const auto& [name, sentence] : all) {
    market_.open(name, "faulty.so", fault(name));
    market_.reaches(name, State::running);
    const auto told = market_.host().launch_address(name, "course-1");
    ASSERT_FALSE(told) << name;
    EXPECT_EQ(told.error().id, "provider-failed");
    EXPECT_EQ(told.error().message, std::string("provider ") + name + ": " + sentence);
  }
}

TEST_F(Told, HealthIsAskedForByItself) {
  start();
  EXPECT_TRUE(comes_true([&] { return market_.health("faulty").partner.has_value(); }));
  const auto partner = market_.health("faulty").partner;
  ASSERT_TRUE(partner);
  EXPECT_STREQ(to_string(partner->state), "degraded");
  EXPECT_EQ(partner->sentence, "the library is being moved, and slow");
  EXPECT_GT(partner->at, Time{});
}

// Nine hang for as long as a call may take; the tenth is not asked behind them.
TEST(HealthRounds, AreSideBySide) {
  Market market({.call_deadline = 3000ms});
  for (int i = 0; i < 9; ++i)
    market.open("a-hung-" + std::to_string(i), "faulty.so", R"({"fault":"health-hangs"})");
  for (int i = 0; i < 9; ++i)
    EXPECT_EQ(market.reaches("a-hung-" + std::to_string(i), State::running).state, State::running);
  std::this_thread::sleep_for(200ms);
  market.open("well", "faulty.so");
  market.reaches("well", State::running);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_TRUE(comes_true([&] { return market.health("well").partner.has_value(); }));
  EXPECT_LT(std::chrono::steady_clock::now() - began, 20s) << "nine of them would take 27";
}

TEST_F(Told, HalfAnAnswerIsNone) {
  start(fault("health-silent"));
  const auto health = market_.host().check_health("faulty");
  ASSERT_TRUE(health) << health.error().message;
  EXPECT_EQ(health->state, PartnerHealth::State::down);
  EXPECT_EQ(health->sentence, "it did not tell how the partner's system fares");
  market_.open("second", "faulty.so", fault("delta-without-next"));
  market_.open("third", "faulty.so", fault("certificate-silent"));
  market_.reaches("second", State::running);
  market_.reaches("third", State::running);
  EXPECT_EQ(market_.host().changes("second", "").error().message,
            "provider second: it did not say what follows its page");
  EXPECT_EQ(market_.host().verify("third", "x").error().message,
            "provider third: it gave no verdict on the certificate");
}

TEST_F(Told, SettingsAreJudgedBeforeInitAndTheSchemaIsShown) {
  const ProviderHealth health = start(R"({"fault":7,"api_token":"s3cret"})", State::refused);
  EXPECT_EQ(health.state, State::refused);
  EXPECT_EQ(health.sentence.rfind("could not start: settings: /fault is wrong", 0), 0u)
      << health.sentence;
  const auto schema = market_.host().settings_schema("faulty");
  ASSERT_TRUE(schema) << schema.error().message;
  EXPECT_EQ(Json::parse(*schema)["properties"]["api_token"]["writeOnly"], true);
}

TEST_F(Told, SecretsAreNotToldWhereTheyAreWrong) {
  const ProviderHealth health = start(R"({"api_token":["s3cret"]})", State::refused);
  EXPECT_EQ(health.sentence.rfind("could not start: settings: /api_token is wrong", 0), 0u)
      << health.sentence;
  EXPECT_EQ(health.sentence.find("s3cret"), std::string::npos) << health.sentence;
}

TEST_F(Told, SchemaThatIsNoneIsThePlugins) {
  const ProviderHealth health = start(fault("schema-broken"), State::restarting);
  EXPECT_EQ(health.sentence.rfind(
                "could not start: its schema of the settings cannot be used: the schema cannot be "
                "read: it stops being JSON",
                0),
            0u)
      << health.sentence;
}

}  // namespace
}  // namespace haat::test
