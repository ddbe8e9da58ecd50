#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "core/signing/file_signature.hpp"
#include "tests/providers/market.hpp"

// A provider's file is replaced, or its configuration, while others call it.
namespace haat::test {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using State = ProviderHealth::State;

class Succession : public testing::Test {
 protected:
  // Another file in its place, at one moment.
  void put(const std::string& library) const {
    fs::copy_file(fs::path(PLUGINS) / library, folder_.path() / "next");
    fs::rename(folder_.path() / "next", file_);
  }
  void sign(const fs::path& what, const SecretKey& key, const std::string& as = "e.so.sig") const {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    folder_.write(as, seal_file({"e.so", *sha256_of_file(what), now}, key));
  }
  bool says(const std::string& words) const { return market_.says("e", words); }
  bool answers(const std::string& title) {
    return comes_true([&] { return market_.title("e", "") == title; });
  }

  TemporaryFolder folder_;
  const fs::path file_ = folder_.path() / "e.so";
  Market market_;
};

TEST_F(Succession, OfANewVersionLosesNoCall) {
  put("edition_1.so");
  market_.open("e", file_);
  market_.reaches("e", State::running);
  std::atomic<int> calls = 0;
  std::atomic<int> new_ones = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i)
    callers.emplace_back([&] {
      for (bool seen_new = false; calls < 20'000 && (calls < 4'000 || new_ones < 1'000);) {
        const auto page = market_.host().list("e", "");
        ASSERT_TRUE(page) << page.error().message;
        const bool is_new = page->courses.front().title == "2";
        EXPECT_TRUE(is_new || !seen_new) << "the old one answered after the new one";
        seen_new = is_new;
        ++calls;
        new_ones += is_new ? 1 : 0;
        if (new_ones == 0) std::this_thread::sleep_for(1ms);
      }
    });
  while (calls < 500) std::this_thread::sleep_for(1ms);
  put("edition_2.so");
  for (std::thread& caller : callers) caller.join();
  EXPECT_GE(calls, 4'000);
  EXPECT_GE(new_ones, 1'000);
  EXPECT_EQ(market_.health("e").version, "2.0.0");
  EXPECT_TRUE(market_.logged("e", "version 2.0.0 in place of 1.0.0"));
}

TEST_F(Succession, LetsAFetchEndWhereItBegan) {
  put("edition_1.so");
  market_.open("e", file_);
  market_.reaches("e", State::running);
  std::string fetched;
  const auto done = market_.host().fetch("e", "1", [&](std::string_view piece) -> Result<void> {
    if (fetched.empty()) {
      put("edition_2.so");
      while (market_.health("e").version != "2.0.0") std::this_thread::sleep_for(10ms);
      EXPECT_EQ(market_.title("e", ""), "2") << "others are not kept waiting";
    }
    fetched += piece;
    return {};
  });
  EXPECT_TRUE(done) << done.error().message;
  EXPECT_EQ(fetched, std::string(4'000'000, '1'));
}

TEST_F(Succession, OfOneThatDoesNotLoadIsNone) {
  put("edition_1.so");
  market_.open("e", file_);
  const int process = market_.reaches("e", State::running).process;
  put("abort_at_load.so");
  EXPECT_TRUE(
      says("; the new version of its file is not in force: crashed (aborted) while being "
           "loaded"))
      << market_.health("e").sentence;
  put("other_abi.so");
  EXPECT_TRUE(says("is not in force: e.so was built for provider ABI 2, this host speaks 1"))
      << market_.health("e").sentence;
  EXPECT_EQ(market_.title("e", ""), "1");
  EXPECT_EQ(market_.health("e").process, process) << "it was the old one all the time";
  put("edition_2.so");
  EXPECT_TRUE(answers("2"));
  EXPECT_FALSE(market_.health("e").sentence.find("in force") != std::string::npos);
}

TEST_F(Succession, OfOneThatCrashesWhenItIsUnloadedSaysSo) {
  put("nuisance.so");
  market_.open("e", file_, R"({"deed":"crash-at-unload"})");
  market_.reaches("e", State::running);
  EXPECT_EQ(market_.title("e", ""), "done");
  put("nuisance.so");
  EXPECT_TRUE(says("; the one before crashed (segmentation fault) while being unloaded"))
      << market_.health("e").sentence;
  EXPECT_EQ(market_.health("e").state, State::running);
  EXPECT_TRUE(market_.logged("e", "crashed (segmentation fault) while being unloaded"));
}

TEST_F(Succession, OfOneThatLeavesInOrderSaysNothing) {
  put("edition_1.so");
  market_.open("e", file_);
  market_.reaches("e", State::running);
  put("edition_2.so");
  EXPECT_TRUE(answers("2"));
  std::this_thread::sleep_for(1500ms);  // by now the old one has left
  EXPECT_EQ(market_.health("e").sentence.find("the one before"), std::string::npos)
      << market_.health("e").sentence;
}

TEST_F(Succession, OfARefusedOneNeedsNobody) {
  market_.open("e", file_);
  market_.reaches("e", State::refused);
  put("edition_1.so");
  EXPECT_EQ(market_.reaches("e", State::running).state, State::running);
  EXPECT_TRUE(answers("1"));
}

TEST_F(Succession, OfConfigurationsStartsEndsAndChanges) {
  const fs::path one = fs::path(PLUGINS) / "edition_1.so";
  const fs::path two = fs::path(PLUGINS) / "edition_2.so";
  const auto configure = [&](std::vector<ProviderConfig> configs) {
    configs.push_back({"good", fs::path(PLUGINS) / "good.so", "{}", {}});
    return market_.host().configure(std::move(configs));
  };
  const int good = market_.health("good").process;
  ASSERT_TRUE(configure({{"e", one, "{}", {}}, {"f", one, "{}", {}}}));
  EXPECT_TRUE(answers("1"));
  const int leaving = market_.reaches("f", State::running).process;
  const auto twice = configure({{"e", two, "{}", {}}, {"e", one, "{}", {}}});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().id, "provider-exists");
  EXPECT_EQ(market_.title("e", ""), "1") << "nothing has changed";
  ASSERT_TRUE(configure({{"e", two, "{}", {}}}));
  EXPECT_TRUE(answers("2"));
  EXPECT_EQ(market_.title("f", "").rfind("provider-unknown", 0), 0u);
  ASSERT_TRUE(configure({{"e", "/gone.so", "{}", {}}}));
  EXPECT_TRUE(says("; its new configuration is not in force: gone.so does not exist"));
  EXPECT_EQ(market_.title("e", ""), "2");
  EXPECT_EQ(market_.health("good").process, good);
  EXPECT_TRUE(comes_true([&] { return ::kill(leaving, 0) == -1; })) << "the one that left is gone";
  EXPECT_TRUE(market_.logged("f", "it is configured no more"));
}

// On a server that hears of new settings from another one, nobody waits for the successor.
TEST_F(Succession, ThatFailsByChanceIsTriedAgain) {
  const fs::path library = fs::path(PLUGINS) / "settled.so";
  market_.open("e", library, R"({"title":"one"})", {folder_.path()});
  market_.reaches("e", State::running);
  folder_.write("down", "");
  const std::string two = R"({"title":"two","folder":")" + folder_.path().string() + "\"}";
  ASSERT_TRUE(market_.host().configure(
      {{"good", fs::path(PLUGINS) / "good.so", "{}", {}}, {"e", library, two, {folder_.path()}}}));
  EXPECT_TRUE(
      says("; its new configuration is not in force: could not start: the partner is "
           "down; trying again in "))
      << market_.health("e").sentence;
  EXPECT_EQ(market_.title("e", ""), "one");
  fs::remove(folder_.path() / "down");
  EXPECT_TRUE(answers("two"));
  EXPECT_EQ(market_.health("e").sentence.find("in force"), std::string::npos)
      << market_.health("e").sentence;
}

TEST_F(Succession, OfSettingsIsKeptBeforeItTakesItsPlace) {
  const auto with_title = [](const std::string& title) { return "{\"title\":\"" + title + "\"}"; };
  const auto kept = []() -> Result<void> { return {}; };
  market_.open("e", (fs::path(PLUGINS) / "settled.so").string(), with_title("one"));
  const int first = market_.reaches("e", State::running).process;
  const auto change = [&](const std::string& settings, const auto& keep) {
    return market_.host().change_settings("e", settings, keep);
  };

  const auto unkept = change(with_title("two"), []() -> Result<void> {
    return fail(Errc::unavailable, "disk-full", "the disk is full");
  });
  ASSERT_FALSE(unkept);
  EXPECT_EQ(unkept.error().error.id, "disk-full");
  const auto refused = change("{}", kept);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error.id, "provider-did-not-start");
  EXPECT_EQ(refused.error().error.message,
            "provider e: could not start: the settings lack \"title\", What its course is called");
  ASSERT_TRUE(refused.error().setting);
  EXPECT_EQ(refused.error().setting->field, "/title");
  const auto crashed = change(with_title("crash"), kept);
  ASSERT_FALSE(crashed);
  EXPECT_EQ(crashed.error().error.message, "provider e: crashed (aborted) while being loaded");
  EXPECT_FALSE(crashed.error().setting);
  EXPECT_EQ(market_.host().change_settings("nobody", "{}", kept).error().error.id,
            "provider-unknown");
  EXPECT_EQ(market_.title("e", ""), "one");
  EXPECT_EQ(market_.health("e").process, first) << "nothing has changed";

  std::string served_meanwhile;
  ASSERT_TRUE(change(with_title("two"), [&]() -> Result<void> {
    served_meanwhile = market_.title("e", "");
    return {};
  }));
  EXPECT_EQ(served_meanwhile, "one");
  EXPECT_EQ(market_.title("e", ""), "two") << "at once";
  EXPECT_TRUE(market_.logged("e", "its new settings are in force"));
}

// Whatever a plugin says: in its log, its health, an error, or why it does not start.
TEST_F(Succession, OfSettingsTellsNoSecret) {
  const auto with_title = [](const std::string& title) {
    return R"({"title":")" + title + R"(","token":"kept-from-all"})";
  };
  market_.open("e", (fs::path(PLUGINS) / "settled.so").string(), with_title("tells"));
  market_.reaches("e", State::running);
  EXPECT_TRUE(market_.logged("e", "my token is [secret]"));
  EXPECT_FALSE(market_.logged("e", "kept-from-all", 0ms));
  EXPECT_EQ(market_.title("e", ""), "provider-system: provider e: it answers 403 to [secret]");
  const auto told = market_.host().check_health("e");
  ASSERT_TRUE(told);
  EXPECT_EQ(told->sentence, "it dislikes [secret]");
  const auto refused = market_.host().change_settings("e", with_title("refuses"),
                                                      []() -> Result<void> { return {}; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error.message,
            "provider e: could not start: the token [secret] is none");
}

TEST_F(Succession, OfTheSameConfigurationIsOnlyOfOneNotInForce) {
  const ProviderConfig good{"good", fs::path(PLUGINS) / "good.so", "{}", {}};
  const ProviderConfig other{"e", fs::path(PLUGINS) / "other_abi.so", "{}", {}};
  ASSERT_TRUE(market_.host().configure({good, other}));
  market_.reaches("e", State::refused);
  const std::size_t lines = market_.lines("e");
  const int running = market_.reaches("good", State::running).process;
  ASSERT_TRUE(market_.host().configure({good, other}));
  market_.reaches("e", State::refused);
  EXPECT_EQ(market_.lines("e"), 2 * lines) << "it says the same again";
  EXPECT_EQ(market_.health("good").process, running);
  EXPECT_EQ(market_.health("good").restarts, 0u);
}

TEST_F(Succession, DemandsTheSignatureThatTheOperatorAsksFor) {
  const SecretKey ours = *SecretKey::generate("Plugin desk");
  const SecretKey foreign = *SecretKey::generate("Somebody");
  const auto file = [](const char* name) { return fs::path(PLUGINS) / name; };
  const std::string key = ours.public_key().line();
  put("edition_1.so");
  ASSERT_TRUE(market_.host().add({"e", file_, "{}", {}, {}, {key}}));
  const auto unsigned_one = market_.reaches("e", State::refused);
  EXPECT_EQ(unsigned_one.sentence,
            "e.so is not signed: there is no e.so.sig beside it, and signed_by asks for one");
  sign(file_, foreign);
  EXPECT_TRUE(says("e.so.sig is by the key " + foreign.public_key().id() +
                   ", which is not among those that may sign it"))
      << market_.health("e").sentence;
  folder_.write("e.so.sig", "{}");
  EXPECT_TRUE(says("e.so.sig is no signature of a file")) << market_.health("e").sentence;
  sign(file("edition_2.so"), ours);
  EXPECT_TRUE(says("e.so.sig is by Plugin desk (" + ours.public_key().id() +
                   ") for other bytes: the file was changed"))
      << market_.health("e").sentence;
  sign(file_, ours);
  EXPECT_TRUE(answers("1"));

  // Changed in place, as an attacker would: what runs is what was signed.
  fs::copy_file(file("abort_at_load.so"), file_, fs::copy_options::overwrite_existing);
  EXPECT_TRUE(says("; the new version of its file is not in force: e.so.sig is by Plugin desk"))
      << market_.health("e").sentence;
  EXPECT_EQ(market_.title("e", ""), "1");
  ASSERT_EQ(::kill(market_.health("e").process, SIGKILL), 0);
  EXPECT_EQ(market_.reaches("e", State::refused).state, State::refused) << "nor is it started anew";

  put("edition_2.so");
  sign(file_, ours);
  EXPECT_TRUE(answers("2"));
}

}  // namespace
}  // namespace haat::test
