#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <thread>

#include "tests/providers/market.hpp"

// What the system refuses to a plugin.
namespace haat::test {
namespace {

using State = ProviderHealth::State;

class Sandbox : public testing::Test {
 protected:
  // The answer of the system to this deed of a plugin that may read `folder_`.
  std::string answer(const std::string& deed, const std::string& path = "") {
    market_.open("bad", "forbidden.so", "\"" + path + "\"", {folder_.path()});
    const ProviderHealth health = market_.reaches("bad", State::running);
    if (health.sentence.find("without") != std::string::npos) lacking_ = true;
    return market_.title("bad", deed);
  }

  Market market_;
  TemporaryFolder folder_;
  TemporaryFolder elsewhere_;
  bool lacking_ = false;  // a protection; health said so, and nothing can be expected
};

class ForbiddenCall : public Sandbox, public testing::WithParamInterface<const char*> {};

TEST_P(ForbiddenCall, IsRefused) {
  const std::string got = answer(GetParam());
  if (lacking_) GTEST_SKIP() << market_.health("bad").sentence;
  EXPECT_EQ(got, "Operation not permitted");
  EXPECT_TRUE(market_.good_answers());
}
INSTANTIATE_TEST_SUITE_P(Sandbox, ForbiddenCall,
                         testing::Values("socket", "unix-socket", "exec", "fork", "vfork", "kill",
                                         "ptrace", "remove", "memory-file", "exec-at", "io-uring",
                                         "userfaultfd", "bpf", "keyring", "namespace", "read-host",
                                         "send-message", "replace-socket", "raise-limit",
                                         "outlive-host", "be-dumped"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The health says it in words, once the host has looked.
class ToldDeed : public Sandbox,
                 public testing::WithParamInterface<std::pair<const char*, const char*>> {};

TEST_P(ToldDeed, IsInTheHealth) {
  const auto [deed, words] = GetParam();
  EXPECT_EQ(answer(deed), "Operation not permitted");
  if (lacking_) GTEST_SKIP() << market_.health("bad").sentence;
  const std::string told = std::string("tried to ") + words + ", which no provider may";
  EXPECT_TRUE(market_.logged("bad", told));
  EXPECT_TRUE(market_.says("bad", "; it " + told));
  EXPECT_TRUE(market_.health("bad").sentence.ends_with("; it " + told))
      << market_.health("bad").sentence;
  EXPECT_EQ(market_.health("bad").restarts, 0u);
}
INSTANTIATE_TEST_SUITE_P(Sandbox, ToldDeed,
                         testing::Values(std::pair("fork", "start a process"),
                                         std::pair("vfork", "start a process"),
                                         std::pair("exec", "run a program"),
                                         std::pair("socket", "open a connection of its own"),
                                         std::pair("kill", "send a signal"),
                                         std::pair("send-message", "send over a connection"),
                                         std::pair("raise-limit", "change its limits"),
                                         std::pair("ptrace", "reach for another process"),
                                         std::pair("remove", "change files"),
                                         std::pair("namespace", "get out of its confinement")),
                         [](const auto& test) {
                           std::string name = test.param.first;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// It is the plugin that waits then, not the host.
TEST_F(Sandbox, DeedDoneOverAndOverIsSlow) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(answer("fork-often"), "Operation not permitted");
  if (lacking_) GTEST_SKIP() << market_.health("bad").sentence;
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(800));
  EXPECT_TRUE(market_.good_answers());
}

TEST_F(Sandbox, NamedFolderCanBeRead) {
  EXPECT_EQ(answer("read", folder_.write("catalogue.json", "[]").string()), "done");
}

TEST_F(Sandbox, NamedFolderCanBeListed) {
  EXPECT_EQ(answer("list", folder_.path().string()), "done");
}

TEST_F(Sandbox, NamedFolderCannotBeWritten) {
  const std::string got = answer("write", folder_.write("catalogue.json", "[]").string());
  if (lacking_) GTEST_SKIP();
  EXPECT_EQ(got, "Permission denied");
}

TEST_F(Sandbox, NothingCanBeMadeInTheNamedFolder) {
  const std::string got = answer("create", folder_.path().string());
  if (lacking_) GTEST_SKIP();
  EXPECT_EQ(got, "Permission denied");
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(Sandbox, OtherFilesCannotBeRead) {
  const std::string got = answer("read", elsewhere_.write("marketplace.key", "secret").string());
  if (lacking_) GTEST_SKIP();
  EXPECT_EQ(got, "Permission denied");
}

TEST_F(Sandbox, LinkOutOfTheFolderLeadsNowhere) {
  std::filesystem::create_symlink(elsewhere_.write("marketplace.key", "secret"),
                                  folder_.path() / "link");
  const std::string got = answer("read", (folder_.path() / "link").string());
  if (lacking_) GTEST_SKIP();
  EXPECT_EQ(got, "Permission denied");
}

TEST_F(Sandbox, UsersOfTheMachineCannotBeRead) {
  const std::string got = answer("passwd");
  if (lacking_) GTEST_SKIP();
  EXPECT_EQ(got, "Permission denied");
}

TEST_F(Sandbox, MemoryOfTheHostCannotBeRead) {
  const std::string got = answer("host-memory");
  if (lacking_) GTEST_SKIP();
  EXPECT_EQ(got, "Permission denied");
}

TEST_F(Sandbox, EnvironmentOfTheHostCannotBeRead) {
  const std::string got = answer("host-environment");
  if (lacking_) GTEST_SKIP();
  EXPECT_EQ(got, "Permission denied");
}

TEST_F(Sandbox, OwnMemoryIsNoFile) {
  const std::string got = answer("own-memory");
  if (lacking_) GTEST_SKIP();
  EXPECT_EQ(got, "Permission denied");
}

TEST_F(Sandbox, NoDescriptorOfTheHostIsOpen) {
  EXPECT_EQ(answer("host-socket"), "Bad file descriptor");
}

TEST_F(Sandbox, NoOtherDescriptorIsOpen) {
  const int kept_open = ::open("/dev/null", O_RDONLY);  // as a careless library of the host's would
  EXPECT_EQ(answer("any-descriptor"), "Bad file descriptor");
  ::close(kept_open);
}

TEST_F(Sandbox, EnvironmentIsEmpty) {
  EXPECT_EQ(answer("environment"), "No such file or directory");
}

// What the kernel says of the worker.
TEST_F(Sandbox, WorkerIsLockedIn) {
  answer("environment");
  const int process = market_.health("bad").process;
  const auto line = [&](const char* file, const std::string& name) {
    std::ifstream in("/proc/" + std::to_string(process) + "/" + file);
    for (std::string text; std::getline(in, text);)
      if (text.starts_with(name)) return text.substr(name.size());
    return std::string();
  };
  EXPECT_EQ(line("status", "NoNewPrivs:"), "\t1");
  for (const char* set : {"CapInh:", "CapPrm:", "CapEff:"})
    EXPECT_EQ(line("status", set), "\t0000000000000000") << set;
  const auto is_zero = [](const std::string& limits) {
    return limits.find_first_of("123456789") == std::string::npos &&
           limits.find("unlimited") == std::string::npos && !limits.empty();
  };
  for (const char* limit : {"Max core file size", "Max file size", "Max locked memory"})
    EXPECT_TRUE(is_zero(line("limits", limit))) << line("limits", limit);
  EXPECT_EQ(::getsid(process), process);
  EXPECT_EQ(::getpgid(process), process);
  if (lacking_) return;
  EXPECT_EQ(line("status", "Seccomp:"), "\t2");
}

// Where the kernel lacks a protection, whoever said nothing gets a sentence, and whoever is strict
// no plugin: for ever, since the kernel will not grow one.
TEST(WeakKernel, IsToldOrRefused) {
  Market market({.worker = WEAK_WORKER});
  ProviderConfig config{"lenient", PLUGINS "/good.so", "{}", {}};
  ASSERT_TRUE(market.host().add(config));
  config.id = "strict";
  config.strict = true;
  ASSERT_TRUE(market.host().add(config));
  const ProviderHealth lenient = market.reaches("lenient", State::running);
  EXPECT_TRUE(lenient.sentence.ends_with(", without Landlock, which this kernel lacks"))
      << lenient.sentence;
  const ProviderHealth strict = market.reaches("strict", State::refused);
  EXPECT_EQ(strict.sentence, "this kernel lacks Landlock, and the host is told to be strict");
  EXPECT_EQ(strict.restarts, 0u);
}

// Refused all the same, by the kernel alone.
TEST(Container, ThatListensAlreadyCostsWordsAndNoProtection) {
  Market market({.worker = WEAK_WORKER});
  ASSERT_TRUE(market.host().add({"in-a-container", PLUGINS "/forbidden.so", "\"\"", {}}));
  const ProviderHealth health = market.reaches("in-a-container", State::running);
  EXPECT_EQ(health.sentence.find("without"), std::string::npos) << health.sentence;
  for (const char* deed : {"fork", "socket", "kill"})
    EXPECT_EQ(market.title("in-a-container", deed), "Operation not permitted") << deed;
  EXPECT_EQ(market.health("in-a-container").restarts, 0u);
}

TEST_F(Sandbox, FolderThatDoesNotExistIsToldAndTriedAgain) {
  market_.open("bad", "good.so", "{}", {"/nowhere/at/all"});
  const ProviderHealth health = market_.reaches("bad", State::restarting);
  if (health.state == State::running) GTEST_SKIP() << health.sentence;
  EXPECT_EQ(health.sentence,
            "cannot be given the folder /nowhere/at/all: No such file or directory; trying again "
            "in 200 ms");
}

}  // namespace
}  // namespace haat::test
