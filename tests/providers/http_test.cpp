#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <future>

#include "sdk/host/http/pace.hpp"
#include "sdk/host/http/retry_after.hpp"
#include "tests/providers/market.hpp"
#include "tests/providers/partner.hpp"

// What a plugin can reach through the host, over real sockets, and what becomes of it when the
// partner's system misbehaves.
namespace haat::test {
namespace {

using namespace std::chrono_literals;
using State = ProviderHealth::State;

class Http : public testing::Test {
 protected:
  Http() : Http(Market::Terms{}) {}

  std::string ask(const std::string& request) {
    market_.reaches("asks", State::running);
    return market_.titles("asks", request);
  }
  std::string get(const std::string& path) { return ask("GET " + partner_.url(path)); }
  Result<std::size_t> fetch(const std::string& what) {
    market_.reaches("asks", State::running);
    std::size_t bytes = 0;
    HAAT_TRY_VOID(market_.host().fetch("asks", what, [&](std::string_view piece) {
      bytes += piece.size();
      return Result<void>();
    }));
    return bytes;
  }
  // The worker did not have to die for it, and nobody else noticed.
  void expect_all_well() {
    EXPECT_EQ(market_.health("asks").restarts, 0u) << market_.health("asks").sentence;
    EXPECT_EQ(get("/hello"), "200 (yes) body: hello 5");
    EXPECT_TRUE(market_.good_answers());
  }

  explicit Http(const Market::Terms& terms) : market_(terms) {
    market_.open("asks", "asking.so", "{}", {}, {{partner_.host(), true}});
  }

  Partner partner_;
  Market market_;
};

// For what has no other end than its deadline.
Market::Terms late_soon() {
  return {.first_backoff = not_soon,
          .call_deadline = 4000ms,
          .load_deadline = 4000ms,
          .fetch_deadline = 5000ms};
}
class EndsLate : public Http {
 protected:
  EndsLate() : Http(late_soon()) {}
};

// For what ends long before a deadline would have ended it, however busy the machine.
class EndsEarly : public Http {
 protected:
  EndsEarly() : Http({.call_deadline = 60s, .fetch_deadline = 60s}) {}
  void expect_early() { EXPECT_LT(std::chrono::steady_clock::now() - begin_, 40s); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

TEST_F(Http, GetsAPage) {
  EXPECT_EQ(get("/hello"), "200 (yes) body: hello 5");
  EXPECT_EQ(get("/missing"), "404 (yes) body: no such page 12");
}

TEST_F(Http, AsksForTheHeadOfWhatIsTooLarge) {
  EXPECT_EQ(ask("HEAD " + partner_.url("/large-announced")), "200 (yes) body:  0");
}

TEST_F(Http, PostsABody) {
  const std::string got = ask("POST " + partner_.url("/echo") + " {\"a\": 1}");
  EXPECT_NE(got.find("POST /echo HTTP/1.1\r\n"), std::string::npos) << got;
  EXPECT_NE(got.find("\r\n\r\n{\"a\": 1}"), std::string::npos) << got;
  EXPECT_NE(got.find("Content-Length: 8\r\n"), std::string::npos) << got;
}

TEST_F(Http, SendsWhatThePluginSaysAndNoMore) {
  ::setenv("http_proxy", "http://127.0.0.1:1/", 1);
  ::setenv("all_proxy", "http://127.0.0.1:1/", 1);
  const std::string got = get("/echo?x=y");
  ::unsetenv("http_proxy");
  ::unsetenv("all_proxy");
  EXPECT_EQ(got.substr(0, got.rfind(' ')),
            "200 (yes) body: GET /echo?x=y HTTP/1.1\r\nHost: " + partner_.host() +
                "\r\nAccept-Encoding: gzip, deflate\r\nAuthorization: Bearer secret-token\r\n"
                "Accept: text/plain\r\nUser-Agent: Haat\r\n\r\n");
}

TEST_F(Http, UnpacksWhatCameCompressed) {
  EXPECT_EQ(get("/gzip"), "200 (yes) body: unpacked 8");
}

TEST_F(Http, StreamsAPackage) {
  const auto fetched = fetch("GET " + partner_.url("/package"));
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(*fetched, 5'000'000u);
  expect_all_well();
}

TEST_F(Http, ReaderThatStopsEndsTheExchange) {
  market_.reaches("asks", State::running);
  const auto fetched = market_.host().fetch(
      "asks", "GET " + partner_.url("/package"),
      [](std::string_view) { return Result<void>(fail(Errc::too_large, "enough", "enough")); });
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().id, "enough");
  expect_all_well();
}

TEST_F(Http, PluginThatStopsCanAskAgain) {
  const auto fetched = fetch("until-stop " + partner_.url("/package"));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().message, "provider asks: stopped by the plugin");
  EXPECT_EQ(partner_.requests(), 2);
  expect_all_well();
}

TEST(Pace, IsHeldInAnySecond) {
  http::Pace pace(3);
  const auto at = [](int ms) { return http::Pace::Time(std::chrono::milliseconds(ms)); };
  EXPECT_EQ(pace.take(at(0)), at(0));
  EXPECT_EQ(pace.take(at(600)), at(600));
  EXPECT_EQ(pace.take(at(900)), at(900));
  EXPECT_EQ(pace.take(at(901)), at(1000)) << "when the first is a second old";
  EXPECT_EQ(pace.take(at(1000)), at(1600));
  EXPECT_EQ(pace.take(at(5000)), at(5000)) << "and one that is late anyway waits for nothing";
  http::Pace none(0);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(none.take(at(7)), at(7));
}

TEST(Requests, ThatComeTooFastWaitAndAreTold) {
  const Partner partner;
  Market market;
  ProviderConfig config{"hasty", PLUGINS "/asking.so", "{}", {}, {{partner.host(), true}}};
  config.requests_per_second = 5;
  ASSERT_TRUE(market.host().add(config));
  market.reaches("hasty", State::running);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(market.titles("hasty", "GET*11 " + partner.url("/hello")), "200 (yes) body: hello 5");
  const auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(took, 1900ms) << "eleven requests, five a second";
  EXPECT_EQ(partner.requests(), 11);
  EXPECT_TRUE(market.says(
      "hasty", "; it asked for more than its 5 requests a second, and had to wait (times: "))
      << market.health("hasty").sentence;
}

TEST(Requests, ThatCannotWaitForTheirTurnAreFaults) {
  const Partner partner;
  Market market({.call_deadline = 4000ms});
  ProviderConfig config{"hasty", PLUGINS "/asking.so", "{}", {}, {{partner.host(), true}}};
  config.requests_per_second = 1;
  ASSERT_TRUE(market.host().add(config));
  market.reaches("hasty", State::running);
  EXPECT_EQ(market.titles("hasty", "GET*10 " + partner.url("/hello")),
            "provider-system: provider hasty: it made 1 requests within a second (limit 1), and "
            "its call has no time to wait for more");
  EXPECT_EQ(market.health("hasty").restarts, 0u);
}

// Nobody is there any more: the partner is let go, the plugin told, and its worker lives on.
TEST_F(EndsEarly, CallThatNobodyWantsWhileItsPartnerIsSilent) {
  market_.reaches("asks", State::running);
  std::atomic<bool> wanted = true;
  auto call = std::async(std::launch::async, [&] {
    return market_.host().list("asks", "GET " + partner_.url("/silent"),
                               [&] { return wanted.load(); });
  });
  while (partner_.requests() == 0) std::this_thread::sleep_for(5ms);
  wanted = false;
  const auto page = call.get();
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().id, "call-cancelled");
  expect_early();
  expect_all_well();
}

TEST_F(EndsEarly, CallThatNobodyWantsBeforeItsTurn) {
  market_.reaches("asks", State::running);
  std::atomic<bool> wanted = true;
  auto first = std::async(std::launch::async, [&] {
    return market_.host().list("asks", "GET " + partner_.url("/silent"),
                               [&] { return wanted.load(); });
  });
  while (partner_.requests() == 0) std::this_thread::sleep_for(5ms);
  const auto page = market_.host().list("asks", "", [] { return false; });
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().id, "call-cancelled");
  EXPECT_EQ(first.wait_for(0s), std::future_status::timeout) << "the other one goes on";
  wanted = false;
  EXPECT_FALSE(first.get());
  expect_early();
}

TEST_F(Http, PartnerThatAsksForTimeIsLeftAlone) {
  EXPECT_EQ(get("/busy?30"), "429 (yes) body:  0");
  const int requests = partner_.requests();
  const std::string refused = get("/hello");
  EXPECT_EQ(refused.substr(0, refused.find(" before ")),
            "provider-asked-to-wait: provider asks: its partner asks not to be asked");
  EXPECT_FALSE(fetch("GET " + partner_.url("/package")));
  EXPECT_EQ(partner_.requests(), requests);
  const ProviderHealth health = market_.health("asks");
  ASSERT_TRUE(health.not_before.has_value());
  EXPECT_EQ(health.state, State::running);
  EXPECT_NE(health.sentence.find("; its partner asks not to be asked before "), std::string::npos)
      << health.sentence;
}

TEST_F(Http, PartnerIsAskedAgainWhenItsTimeIsOver) {
  EXPECT_EQ(get("/busy?0"), "429 (yes) body:  0");
  EXPECT_EQ(get("/hello"), "200 (yes) body: hello 5");
  EXPECT_EQ(get("/busy?2"), "429 (yes) body:  0");
  std::this_thread::sleep_for(3s);
  EXPECT_EQ(get("/hello"), "200 (yes) body: hello 5");
  EXPECT_FALSE(market_.health("asks").not_before.has_value());
}

TEST(RetryAfter, IsSecondsOrADateAndAnHourAtMost) {
  using http::asks_to_wait;
  const auto head = [](std::uint32_t status, const std::string& value) {
    return wire::HttpHead{status,
                          {{"Date", "Wed, 21 Oct 2026 07:28:00 GMT"}, {"Retry-After", value}}};
  };
  EXPECT_EQ(asks_to_wait(head(429, "120")), 120s);
  EXPECT_EQ(asks_to_wait(head(503, "Wed, 21 Oct 2026 07:30:00 GMT")), 120s);
  EXPECT_EQ(asks_to_wait(head(503, "Wed, 21 Oct 2026 07:20:00 GMT")), 0s);
  EXPECT_EQ(asks_to_wait(head(429, "99999999999")), 3600s);
  EXPECT_EQ(asks_to_wait(head(429, "-5")), 0s);
  EXPECT_EQ(asks_to_wait(head(429, "soon")), std::nullopt);
  EXPECT_EQ(asks_to_wait(head(429, "")), std::nullopt);
  EXPECT_EQ(asks_to_wait(head(200, "120")), std::nullopt);
}

TEST_F(Http, WorksWhileAPluginStarts) {
  market_.open("starts", "asking.so", "{\"at-start\":\"" + partner_.url("/hello") + "\"}", {},
               {{partner_.host(), true}});
  market_.reaches("starts", State::running);
  EXPECT_EQ(market_.titles("starts", ""), "start: hello");
}

TEST_F(EndsLate, SlownessWhileAPluginStartsIsToldAndTriedAgain) {
  market_.open("starts", "asking.so", "{\"at-start\":\"" + partner_.url("/silent") + "\"}", {},
               {{partner_.host(), true}});
  EXPECT_EQ(market_.reaches("starts", State::restarting).sentence,
            "could not start: 127.0.0.1 took too long to answer; trying again in 60 s");
}

struct Trouble {
  const char* path;
  const char* error;
  friend std::ostream& operator<<(std::ostream& out, const Trouble& trouble) {
    return out << trouble.path;
  }
};

constexpr const char* late = "provider-system: provider asks: 127.0.0.1 took too long to answer";
constexpr const char* broken = "provider-system: provider asks: 127.0.0.1 broke off its answer";
constexpr const char* no_http = "provider-data: provider asks: 127.0.0.1 answered what is no HTTP";
constexpr const char* large =
    "provider-data: provider asks: 127.0.0.1 answered more than 1048576 bytes";
constexpr const char* headers =
    "provider-data: provider asks: 127.0.0.1 answered with headers of more than 65536 bytes";

class HttpTrouble : public Http, public testing::WithParamInterface<Trouble> {
 protected:
  HttpTrouble() : Http(GetParam().error == late ? late_soon() : Market::Terms{}) {}
};

TEST_P(HttpTrouble, IsAnErrorOfThePartner) {
  EXPECT_EQ(get(GetParam().path), GetParam().error);
  expect_all_well();
}

const Trouble troubles[] = {
    {"/silent", late},
    {"/drip", late},
    {"/drip-head", no_http},
    {"/half", broken},
    {"/half-a-head", broken},
    {"/hang-up", "provider-system: provider asks: 127.0.0.1 hung up without an answer"},
    {"/garbage", no_http},
    {"/large", large},
    {"/large-announced", large},
    {"/bomb", large},
    {"/no-gzip", "provider-data: provider asks: 127.0.0.1 answered what cannot be decompressed"},
    {"/header-bomb", headers},
    {"/continue-bomb", headers},
    {"/endless-header", no_http},
    {"/many-headers",
     "provider-data: provider asks: 127.0.0.1 answered with more than 100 headers"},
};
INSTANTIATE_TEST_SUITE_P(Partner, HttpTrouble, testing::ValuesIn(troubles), [](const auto& test) {
  std::string name = test.param.path + 1;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST_F(Http, HeadersArePrintable) {
  EXPECT_EQ(get("/latin-header"), "200 (caf? [31m) body:  0");
}

TEST_F(EndsLate, OthersAnswerWhileAPartnerDrips) {
  auto dripping = std::async(std::launch::async, [&] { return get("/drip"); });
  while (dripping.wait_for(1ms) != std::future_status::ready) EXPECT_TRUE(market_.good_answers());
  EXPECT_EQ(dripping.get(), late);
}

// A drip has no end of its own.
TEST_F(EndsLate, DripEndsWithTheFetch) {
  const auto fetched = fetch("GET " + partner_.url("/drip"));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().id, "provider-system") << fetched.error().message;
  expect_all_well();
}

TEST_F(Http, BombEndsAFetch) {
  const auto fetched = fetch("GET " + partner_.url("/bomb"));
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().message, "provider asks: 127.0.0.1 answered more than 8388608 bytes");
  expect_all_well();
}

// The host sleeps from before the plugin's reserve begins until long after the call should have
// ended, as on a machine that is busy with something else: the plugin is not to blame.
TEST_F(EndsLate, PluginThatWasToldTooLateHasItsReserve) {
  market_.reaches("asks", State::running);
  const pid_t host = ::getpid();
  const pid_t sleeps = ::fork();
  if (sleeps == 0) {
    ::usleep(2'000'000);
    ::kill(host, SIGSTOP);
    ::usleep(4'000'000);
    ::kill(host, SIGCONT);
    ::_exit(0);
  }
  EXPECT_EQ(get("/silent"), late);
  ::waitpid(sleeps, nullptr, 0);
  expect_all_well();
}

TEST_F(EndsEarly, ExchangeWhoseWorkerDies) {
  auto waiting = std::async(std::launch::async, [&] { return get("/silent"); });
  while (partner_.requests() == 0) std::this_thread::sleep_for(1ms);
  ::kill(market_.health("asks").process, SIGKILL);
  EXPECT_EQ(waiting.get(),
            "provider-crashed: provider asks: was killed from outside while listing courses");
  expect_early();
}

// --- redirects

TEST_F(Http, FollowsARedirect) {
  EXPECT_EQ(get("/to?/hello"), "200 (yes) body: hello 5");
  EXPECT_EQ(get("/to?" + partner_.url("/to?/hello")), "200 (yes) body: hello 5");
  EXPECT_TRUE(
      market_.logged("asks", ", sent on to http://" + partner_.host() + "/hello: 200, 5 bytes"));
}

TEST_F(Http, PostBecomesAGet) {
  const std::string got = ask("POST " + partner_.url("/to?/echo") + " secret");
  EXPECT_NE(got.find("GET /echo HTTP/1.1"), std::string::npos) << got;
  EXPECT_EQ(got.find("\r\n\r\nsecret"), std::string::npos) << got;
  const std::string kept = ask("POST " + partner_.url("/keep-to?/echo") + " kept");
  EXPECT_NE(kept.find("POST /echo HTTP/1.1"), std::string::npos) << kept;
  EXPECT_NE(kept.find("\r\n\r\nkept"), std::string::npos) << kept;
}

TEST_F(Http, EndlessRedirectEnds) {
  partner_.requests();
  std::string path = "/hello";
  for (int i = 0; i < 6; ++i) path = "/to?" + path;
  EXPECT_EQ(get(path),
            "provider-data: provider asks: " + partner_.host() + " sends on more than 5 times");
  EXPECT_EQ(partner_.requests(), 6);
}

TEST_F(Http, RedirectToAnotherHostIsRefused) {
  const Partner other;
  EXPECT_EQ(get("/to?" + other.url("/hello")),
            "provider-settings: provider asks: " + partner_.host() + " sends on to " +
                other.host() + ", which is not among the hosts that the operator named");
  EXPECT_EQ(get("/to?file:///etc/passwd"), "provider-data: provider asks: " + partner_.host() +
                                               " sends on to what is neither http nor https");
  EXPECT_EQ(other.requests(), 0);
  expect_all_well();
}

TEST_F(Http, CredentialsStayWithTheirHost) {
  const Partner other;
  market_.open("two", "asking.so", "{}", {}, {{partner_.host(), true}, {other.host(), true}});
  market_.reaches("two", State::running);
  const std::string got = market_.titles("two", "GET " + partner_.url("/to?" + other.url("/echo")));
  EXPECT_NE(got.find("GET /echo"), std::string::npos) << got;
  EXPECT_NE(got.find("Accept: text/plain"), std::string::npos) << got;
  EXPECT_EQ(got.find("secret-token"), std::string::npos) << got;
  EXPECT_EQ(market_.titles("two", "POST " + partner_.url("/keep-to?" + other.url("/echo")) + " x"),
            "provider-data: provider two: " + partner_.host() +
                " sends a request with a body on to another host");
}

// --- private addresses

// An address of this machine may be either of two.
testing::AssertionResult is_private(const std::string& got, const std::string& name,
                                    const std::string& address, const std::string& other = "") {
  for (const std::string& one : {address, other})
    if (got == "provider-settings: provider outside: " + name + " has the address " + one +
                   ", which is not public; if that is meant, the operator names it as private")
      return testing::AssertionSuccess();
  return testing::AssertionFailure() << got;
}

TEST_F(Http, PrivateAddressIsRefusedUnlessNamedSo) {
  market_.open("outside", "asking.so", "{}", {},
               {{partner_.host()}, {partner_.host("localhost")}, {"169.254.169.254", true}});
  market_.reaches("outside", State::running);
  EXPECT_TRUE(is_private(market_.titles("outside", "GET " + partner_.url("/hello")), "127.0.0.1",
                         "127.0.0.1"));
  EXPECT_TRUE(is_private(market_.titles("outside", "GET " + partner_.url("/hello", "localhost")),
                         "localhost", "127.0.0.1", "::1"));
  // Not even where the operator says so: only a cloud's metadata is there.
  EXPECT_TRUE(is_private(market_.titles("outside", "GET http://169.254.169.254/latest/meta-data"),
                         "169.254.169.254", "169.254.169.254"));
  EXPECT_EQ(partner_.requests(), 0);
}

TEST_F(Http, RedirectToAPrivateAddressByNameIsRefused) {
  market_.open("outside", "asking.so", "{}", {},
               {{partner_.host(), true}, {partner_.host("localhost")}});
  market_.reaches("outside", State::running);
  EXPECT_TRUE(is_private(
      market_.titles("outside",
                     "GET " + partner_.url("/to?" + partner_.url("/hello", "localhost"))),
      "localhost", "127.0.0.1", "::1"));
  EXPECT_EQ(partner_.requests(), 1);
}

TEST_F(Http, HostThatNobodyNamedIsRefused) {
  EXPECT_EQ(ask("GET https://elsewhere.example.org/"),
            "provider-settings: provider asks: elsewhere.example.org is not among the hosts that "
            "the operator named for it");
  expect_all_well();
}

TEST_F(Http, NobodyThereIsAnErrorOfThePartner) {
  std::string closed;
  {
    const Partner gone;
    closed = gone.host();
  }
  market_.open("gone", "asking.so", "{}", {}, {{closed, true}, {"nowhere.invalid", true}});
  market_.reaches("gone", State::running);
  EXPECT_EQ(market_.titles("gone", "GET http://" + closed + "/"),
            "provider-system: provider gone: 127.0.0.1 cannot be reached");
}

// --- TLS

class HttpTls : public testing::Test {
 protected:
  std::string ask(ProviderPartnerHost host, const std::string& request) {
    market_.open("asks", "asking.so", "{}", {}, {std::move(host), {plain_.host(), true}});
    market_.reaches("asks", State::running);
    return market_.titles("asks", request);
  }

  TemporaryFolder folder_;
  const std::filesystem::path certificate_ = make_certificate(folder_.path());
  Partner partner_{folder_.path() / "key.pem", certificate_};
  Partner plain_;
  Market market_;
};

TEST_F(HttpTls, UnknownCertificateIsRefused) {
  const std::string got =
      ask({partner_.host("localhost"), true}, "GET " + partner_.url("/hello", "localhost"));
  EXPECT_EQ(
      got.rfind("provider-system: provider asks: the TLS of localhost cannot be trusted: ", 0), 0u)
      << got;
  EXPECT_EQ(partner_.requests(), 0);
  EXPECT_TRUE(market_.good_answers());
}

TEST_F(HttpTls, CertificateThatTheOperatorNamedIsTrusted) {
  EXPECT_EQ(ask({partner_.host("localhost"), true, certificate_},
                "GET " + partner_.url("/hello", "localhost")),
            "200 (yes) body: hello 5");
}

TEST_F(HttpTls, CertificateOfAnotherNameIsRefused) {
  const std::string got =
      ask({partner_.host(), true, certificate_}, "GET " + partner_.url("/hello"));
  EXPECT_EQ(
      got.rfind("provider-system: provider asks: the TLS of 127.0.0.1 cannot be trusted: ", 0), 0u)
      << got;
}

TEST_F(HttpTls, RedirectOutOfTlsIsRefused) {
  EXPECT_EQ(ask({partner_.host("localhost"), true, certificate_},
                "GET " + partner_.url("/to?" + plain_.url("/hello"), "localhost")),
            "provider-data: provider asks: " + partner_.host("localhost") +
                " sends on from https to http, where nobody is safe");
  EXPECT_EQ(plain_.requests(), 0);
}

// --- requests that are none

class HttpMalformed : public Http, public testing::WithParamInterface<const char*> {};

TEST_P(HttpMalformed, RequestIsThePluginsFault) {
  const std::string got = ask(std::string("malformed ") + GetParam());
  EXPECT_EQ(got.rfind("provider-failed: provider asks: it made a ", 0), 0u) << got;
  expect_all_well();
}
INSTANTIATE_TEST_SUITE_P(Plugin, HttpMalformed,
                         testing::Values("no-method", "method", "strange-method", "no-url", "url",
                                         "relative-url", "file-url", "user-url", "long-url",
                                         "split-header", "nameless-header", "host-header",
                                         "no-headers", "many-headers", "no-body", "huge-body",
                                         "get-with-body", "no-sink"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// --- the log and recordings

TEST_F(Http, ExchangeIsOneLineOfTheLogWithoutSecrets) {
  get("/hello?token=query-secret&page=2");
  EXPECT_TRUE(market_.logged(
      "asks", "GET http://" + partner_.host() + "/hello?token=…&page=…: 200, 5 bytes, "));
  get("/silent");
  EXPECT_TRUE(market_.logged(
      "asks", "GET http://" + partner_.host() + "/silent: 127.0.0.1 took too long to answer, "));
  EXPECT_FALSE(market_.logged("asks", "secret", 0ms));
  EXPECT_EQ(market_.lines("asks"), 2u);
}

TEST(HttpRecording, AnswersInThePartnersStead) {
  const TemporaryFolder folder;
  std::string host;
  std::vector<std::string> requests;
  std::vector<std::string> answers;
  {
    const Partner partner;
    Market market({.record_http = folder.path()});
    market.open("asks", "asking.so", "{}", {}, {{partner.host(), true}});
    market.reaches("asks", State::running);
    host = partner.host();
    for (const char* path : {"/hello?token=1", "/missing", "/half", "/gzip", "/hello?token=1"})
      requests.push_back("GET " + partner.url(path));
    for (const std::string& request : requests) answers.push_back(market.titles("asks", request));
  }
  Market market({.replay_http = folder.path()});
  market.open("asks", "asking.so", "{}", {}, {{host, true}});
  market.reaches("asks", State::running);
  for (std::size_t i = 0; i < requests.size(); ++i)
    EXPECT_EQ(market.titles("asks", requests[i]), answers[i]) << requests[i];
  EXPECT_EQ(market.titles("asks", requests[0]),
            "provider-system: provider asks: the recording holds no answer to this request");
  for (const auto& file : std::filesystem::directory_iterator(folder.path() / "asks")) {
    std::ifstream stream(file.path());
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(text.find("secret-token"), std::string::npos) << file.path();
  }
}

// Two at one address differ in what was posted alone; the worker ends between them.
TEST(HttpRecording, GoesOnBehindWhatIsThereAndKnowsBodiesApart) {
  const TemporaryFolder folder;
  std::string host;
  std::string url;
  std::string one, two;
  {
    const Partner partner;
    Market market({.record_http = folder.path()});
    market.open("asks", "asking.so", "{}", {}, {{partner.host(), true}});
    host = partner.host();
    url = "POST " + partner.url("/echo") + " ";
    const ProviderHealth first = market.reaches("asks", State::running);
    one = market.titles("asks", url + "one");
    ::kill(first.process, SIGKILL);
    market.reaches("asks", State::running, 1);
    two = market.titles("asks", url + "two");
  }
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "asks" / "0002.txt"));
  Market market({.replay_http = folder.path()});
  market.open("asks", "asking.so", "{}", {}, {{host, true}});
  market.reaches("asks", State::running);
  EXPECT_EQ(market.titles("asks", url + "two"), two);
  EXPECT_EQ(market.titles("asks", url + "three"),
            "provider-system: provider asks: the recording holds no answer to this request");
  EXPECT_EQ(market.titles("asks", url + "one"), one);
}

}  // namespace
}  // namespace haat::test
