#include <pthread.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <thread>

#include "sdk/provider/provider.hpp"

namespace {

using haat::provider::Course;
using haat::provider::Page;

class Misbehaving;
using Deed = Page (*)(const Misbehaving&);

// The cursor is the deed.
class Misbehaving final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  Page list(const std::string& cursor) override;
  void fetch(const std::string&, const haat::provider::Bytes& into) override {
    into.write("the first bytes");
    std::abort();
  }
  void say(const std::string& line) const { host().log(HAAT_LOG_INFO, line); }
  bool is_wanted() const { return host().is_wanted(); }
};

const std::map<std::string, Deed> deeds = {
    {"",
     [](const Misbehaving&) -> Page {
       return {{{"1", "One"}}};
     }},
    {"abort", [](const Misbehaving&) -> Page { std::abort(); }},
    {"exit", [](const Misbehaving&) -> Page { std::exit(7); }},
    {"crash",
     [](const Misbehaving&) -> Page {
       std::signal(SIGSEGV, SIG_DFL);  // a sanitizer would tell it otherwise
       *reinterpret_cast<volatile int*>(8) = 1;
       return {};
     }},
    {"throw",
     [](const Misbehaving&) -> Page {
       throw std::runtime_error("the catalogue fell off the shelf");
     }},
    {"throw-int", [](const Misbehaving&) -> Page { throw 7; }},
    {"hang",
     [](const Misbehaving& self) -> Page {
       self.say("hangs");
       for (;;) std::this_thread::yield();
     }},
    {"many",
     [](const Misbehaving&) -> Page {
       return {std::vector<Course>(100'000, {"1", "One"})};
     }},
    {"heavy",
     [](const Misbehaving&) -> Page {
       return {std::vector<Course>(500, {"1", "One", std::string(60'000, 'x')})};
     }},
    {"some-malformed",
     [](const Misbehaving&) -> Page {
       return {{{"first", "First"},
                {"long", std::string(5000, 'x')},
                {"broken", "\xff\xfe"},
                {std::string(600, 'i'), "Long id"},
                {"a\nb", "Id of two lines"},
                {"", "No id"},
                {"untitled", ""},
                {"huge", "Huge", std::string(100'000'000, 'x')},
                {"last", "Last"}},
               "the rest"};
     }},
    // Well-behaved: a long piece of work that asks whether it still has to.
    {"long-work",
     [](const Misbehaving& self) -> Page {
       self.say("works");
       for (int i = 0; i < 3600; ++i) {  // eighteen seconds
         if (!self.is_wanted()) throw haat::provider::stopped();
         std::this_thread::sleep_for(std::chrono::milliseconds(5));
       }
       return {{{"1", "Done after all"}}};
     }},
    {"memory",
     [](const Misbehaving&) -> Page {
       return {{{"1", std::string(std::size_t{4} << 30, 'x')}}};
     }},
    {"log",
     [](const Misbehaving& plugin) -> Page {
       plugin.say("a line\nwith a break and \x1b[31mcolour");
       std::puts("printed");
       return {};
     }},
    {"flood",
     [](const Misbehaving& plugin) -> Page {
       for (int i = 0; i < 20'000; ++i) plugin.say("flood " + std::to_string(i));
       return {};
     }},
    {"endless-line",
     [](const Misbehaving&) -> Page {
       for (int i = 0; i < 30'000; ++i) std::fputs("0123456789", stderr);
       return {};
     }},
    {"thread-bomb",
     [](const Misbehaving&) -> Page {
       pthread_attr_t small;
       pthread_attr_init(&small);
       pthread_attr_setstacksize(&small, 128u << 10);
       const auto wait = [](void*) -> void* {
         for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
       };
       pthread_t thread{};
       for (int i = 0; i < 400; ++i) pthread_create(&thread, &small, wait, nullptr);
       return {{{"1", "ticking"}}};
     }},
    {"thread",
     [](const Misbehaving&) -> Page {
       Page page;
       std::thread([&] { page.courses.push_back({"1", "made in a thread"}); }).join();
       return page;
     }},
};

Page Misbehaving::list(const std::string& cursor) {
  return deeds.at(cursor)(*this);
}

}  // namespace

HAAT_PROVIDER(Misbehaving, "org.example.misbehaving", "Misbehaving", "Example", "1.0.0")
