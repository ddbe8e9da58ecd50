#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>

#include "sdk/provider/provider.h"

// A provider in plain C ABI that does, whenever it is listed, the deed that its settings name, as
// {"deed":"abort"}: what a server has to live with. What is denied to it is the title that it
// tells. Its package never ends, whatever the host says.
namespace {

const haat_host* host = nullptr;
std::string deed;

void crash() {
  std::signal(SIGSEGV, SIG_DFL);  // a sanitizer would tell it otherwise
  *reinterpret_cast<volatile int*>(8) = 1;
}

// As deep as it goes: the frame keeps the compiler from making a loop of it.
int overflow(int depth) {
  volatile char frame[4096];
  frame[0] = static_cast<char>(depth);
  return depth < 0 ? 0 : overflow(depth + 1) + frame[0];
}

std::string outcome(long answer) {
  return answer < 0 ? std::strerror(errno) : "done";
}

std::string fork_bomb() {
  for (int i = 0; i < 1000; ++i)
    if (::fork() < 0) return outcome(-1);
  return "done";
}

std::string memory_bomb() {
  for (;;) {
    auto* const block = static_cast<volatile char*>(std::malloc(16u << 20));
    if (block == nullptr) return outcome(-1);
    for (std::size_t page = 0; page < 16u << 20; page += 4096) block[page] = 1;
  }
}

std::string open_all_files() {
  for (int i = 0; i < 1'000'000; ++i)
    if (::dup(STDERR_FILENO) < 0) return outcome(-1);
  return "done";
}

std::string scribble() {
  const std::string noise(4096, 'x');
  for (int descriptor = 3; descriptor < 1024; ++descriptor)
    if (::write(descriptor, noise.data(), noise.size()) < 0 && errno != EBADF) break;
  return "done";
}

// A whole answer to the first request, straight into the host's socket: the real one is a second.
std::string answer_twice() {
  constexpr unsigned char failed[] = {8, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0,
                                      0, 0, 0, 0, 1,  0, 0, 0, 0, 0, 0, 0};
  return outcome(::write(3, failed, sizeof failed));
}

// As popen and system() do, with all signals blocked.
std::string run_program() {
  char name[] = "true";
  char* const arguments[] = {name, nullptr};
  pid_t process = 0;
  errno = ::posix_spawn(&process, "/bin/true", nullptr, nullptr, arguments, nullptr);
  return outcome(errno == 0 ? 0 : -1);
}

std::string flood() {
  for (int i = 0; i < 50'000; ++i) host->log(host, HAAT_LOG_INFO, "flood");
  return "done";
}

[[noreturn]] void sleep_for_ever() {
  for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
}

[[noreturn]] void work_for_ever() {
  static volatile unsigned turns = 0;
  for (;;) turns = turns + 1;
}

std::string half_a_frame() {
  if (::write(3, "\x10\0\0\0\x09", 5) == 5) sleep_for_ever();
  return outcome(-1);
}

std::string ignore_all_signals() {
  for (int signal = 1; signal < NSIG; ++signal) std::signal(signal, SIG_IGN);
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
  sleep_for_ever();
}

// The handler returns to what crashes.
std::string crash_over_and_over() {
  std::signal(SIGSEGV, [](int) {});
  *reinterpret_cast<volatile int*>(8) = 1;
  return "done";
}

std::string change_limits() {
  const rlimit endless{RLIM_INFINITY, RLIM_INFINITY};
  return outcome(::setrlimit(RLIMIT_AS, &endless));
}

std::string ask_for_100_gb() {
  void* const all = ::mmap(nullptr, 100ull << 30, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return outcome(all == MAP_FAILED ? -1 : 0);
}

std::string make_10000_threads() {
  pthread_attr_t small;
  ::pthread_attr_init(&small);
  ::pthread_attr_setstacksize(&small, 16u << 10);
  const auto sleep = [](void*) -> void* { sleep_for_ever(); };
  pthread_t thread{};
  for (int i = 0; i < 10'000; ++i) ::pthread_create(&thread, &small, sleep, nullptr);
  sleep_for_ever();
}

std::string print_without_an_end() {
  const std::string noise(64u << 10, 'x');
  for (int i = 0; i < 200; ++i)
    if (::write(STDOUT_FILENO, noise.data(), noise.size()) < 0) return outcome(-1);
  return "done";
}

// All that a host offers, when nothing was asked, and on another thread.
void call_out_of_turn() {
  const auto offered = [](const char* id) { return host->get_interface(host, id); };
  for (;; std::this_thread::sleep_for(std::chrono::milliseconds(100))) {
    host->log(host, HAAT_LOG_INFO, "out of turn");
    static_cast<const haat_settings*>(offered(HAAT_INTERFACE_SETTINGS))->declare(host, "{}");
    static_cast<const haat_call*>(offered(HAAT_INTERFACE_CALL))->is_wanted(host);
    const haat_http_request request{"GET", "http://a.example/", nullptr, 0, nullptr, 0};
    const haat_http_sink sink{
        nullptr,
        [](const haat_http_sink*, int32_t, const haat_http_header*, size_t) { return HAAT_OK + 0; },
        [](const haat_http_sink*, const void*, size_t) { return HAAT_OK + 0; }};
    static_cast<const haat_http*>(offered(HAAT_INTERFACE_HTTP))->send(host, &request, &sink);
  }
}

void declare_10_mb() {
  const void* const settings = host->get_interface(host, HAAT_INTERFACE_SETTINGS);
  const std::string schema = R"({"description": ")" + std::string(10'000'000, 'x') + "\"}";
  static_cast<const haat_settings*>(settings)->declare(host, schema.c_str());
}

const std::map<std::string, std::function<std::string()>> deeds = {
    {"crash", [] { return crash(), "done"; }},
    {"crash-in-thread", [] { return std::thread(crash).join(), "done"; }},
    {"crash-at-unload", [] { return "done"; }},
    {"abort", []() -> std::string { std::abort(); }},
    {"exit", []() -> std::string { std::exit(7); }},
    {"loop", []() -> std::string { work_for_ever(); }},
    {"sleep", []() -> std::string { sleep_for_ever(); }},
    {"drowsy", [] { return std::this_thread::sleep_for(std::chrono::seconds(2)), "done"; }},
    {"late", [] { return std::this_thread::sleep_for(std::chrono::seconds(13)), "done"; }},
    {"fork-bomb", fork_bomb},
    {"memory-bomb", memory_bomb},
    {"open-files", open_all_files},
    {"stack-overflow", [] { return std::to_string(overflow(0)); }},
    {"scribble", scribble},
    {"kill-parent", [] { return outcome(::kill(::getppid(), SIGKILL)); }},
    {"socket", [] { return outcome(::socket(AF_INET, SOCK_STREAM, 0)); }},
    {"run-program", run_program},
    {"flood", flood},
    {"garbage", [] { return "\xff\xfe"; }},
    {"twice", answer_twice},
    {"giant", [] { return std::string(100u << 20, 'x'); }},
    {"throw", []() -> std::string { throw 7; }},
    {"million", [] { return "one of many"; }},
    {"endless-package", [] { return "without an end"; }},
    {"close-socket", [] { return outcome(::close(3)); }},
    {"half-a-frame", half_a_frame},
    {"ignore-signals", ignore_all_signals},
    {"crash-over-and-over", crash_over_and_over},
    {"change-limits", change_limits},
    {"100-gb", ask_for_100_gb},
    {"10000-threads", make_10000_threads},
    {"endless-line", print_without_an_end},
    {"idle-work", [] { return std::thread(work_for_ever).detach(), "done"; }},
    {"out-of-turn", [] { return std::thread(call_out_of_turn).detach(), "done"; }},
    {"empty-pages", [] { return ""; }},
    {"declare-10-mb", [] { return "done"; }},
};

haat_status list(const haat_provider*, const char* cursor, const haat_page_sink* sink) {
  if (deed == "empty-pages") return sink->next(sink, std::to_string(std::atoi(cursor) + 1).c_str());
  const std::string title = deeds.at(deed)();
  const haat_course course{"1", title.c_str(), nullptr, nullptr, nullptr, nullptr, nullptr, 1};
  if (deed == "million")
    for (int i = 0; i < 1'000'000; ++i) sink->add(sink, &course);
  if (deed == "drowsy") sink->next(sink, std::to_string(std::atoi(cursor) + 1).c_str());
  return sink->add(sink, &course);
}

haat_status fetch(const haat_provider*, const char*, const haat_byte_sink* sink) {
  const std::string piece(1u << 20, 'x');
  for (;;) sink->write(sink, piece.data(), piece.size());
}

haat_status init(const haat_provider*) {
  return deed.empty() ? HAAT_FAULT_SETTINGS : HAAT_OK;
}

void destroy(const haat_provider*) {
  if (deed == "crash-at-unload") crash();
}

const void* get_interface(const haat_provider*, const char* id) {
  static constexpr haat_catalogue catalogue{list};
  static constexpr haat_content content{fetch};
  if (std::strcmp(id, HAAT_INTERFACE_CATALOGUE) == 0) return &catalogue;
  return std::strcmp(id, HAAT_INTERFACE_CONTENT) == 0 ? &content : nullptr;
}

const haat_provider* create(const haat_host* given) {
  static constexpr haat_provider provider{nullptr, init, destroy, get_interface};
  host = given;
  for (const auto& [name, work] : deeds)
    if (std::string_view(host->settings).find("\"" + name + "\"") != std::string_view::npos)
      deed = name;
  if (deed == "declare-10-mb") declare_10_mb();
  return &provider;
}

constexpr haat_descriptor descriptor{"org.example.nuisance", "Nuisance", "Example", "1.0.0", ""};

}  // namespace

extern "C" HAAT_EXPORT const haat_entry haat_provider_entry{HAAT_PROVIDER_ABI, &descriptor, create};
