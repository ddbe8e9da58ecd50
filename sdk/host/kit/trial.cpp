#include "sdk/host/kit/trial.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <random>
#include <set>
#include <utility>

#include "sdk/host/kit/tests.hpp"
#include "sdk/host/wire/fields.hpp"
#include "sdk/host/worker/library.hpp"

namespace haat::kit {
namespace {

constexpr std::size_t most_pages = 1000;
constexpr std::size_t most_bytes = 64u << 20;

std::optional<std::string> kept(const char* text) {
  return text == nullptr ? std::nullopt : std::optional<std::string>(text);
}

// The sinks of one call, and what they see.
struct Watch {
  Seen seen;
  Stop stop;
  bool stopped = false;
  std::thread::id thread = std::this_thread::get_id();

  haat_status answer(bool stop_now) {
    if (std::this_thread::get_id() != thread) seen.other_thread = true;
    if (stopped) ++seen.after_stop;
    stopped = stopped || stop_now;
    return stopped ? HAAT_STOPPED : HAAT_OK;
  }
  // No exception of ours may cross the provider's frames.
  template <class Act>
  haat_status keep(Act act) {
    try {
      act();
      return HAAT_OK;
    } catch (const std::bad_alloc&) {
      stopped = true;
      return HAAT_STOPPED;
    }
  }
  static haat_status add(const haat_page_sink* sink, const haat_course* course) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    const auto answer = watch.answer(watch.seen.courses.size() >= watch.stop.at_course);
    return answer == HAAT_OK ? watch.keep([&] {
      watch.seen.courses.push_back({kept(course->external_id), kept(course->title),
                                    kept(course->description), kept(course->language),
                                    kept(course->duration), kept(course->version),
                                    kept(course->licence), course->has_package != 0});
    })
                             : answer;
  }
  static haat_status next(const haat_page_sink* sink, const char* cursor) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    const auto answer = watch.answer(watch.stop.at_next);
    if (answer == HAAT_OK) ++watch.seen.nexts;
    return answer == HAAT_OK
               ? watch.keep([&] { watch.seen.next = cursor == nullptr ? "" : cursor; })
               : answer;
  }
  static haat_status write(const haat_byte_sink* sink, const void* bytes, size_t size) {
    auto& watch = *static_cast<Watch*>(sink->host_data);
    auto& taken = watch.seen.bytes;
    const auto answer = watch.answer(taken.size() >= std::min(watch.stop.at_bytes, most_bytes));
    return answer == HAAT_OK
               ? watch.keep([&] { taken.append(static_cast<const char*>(bytes), size); })
               : answer;
  }
};

constexpr const char* status_names[] = {
    "HAAT_OK",         "HAAT_NOT_FOUND",      "HAAT_STOPPED",      "HAAT_FAULT_PLUGIN",
    "HAAT_FAULT_HOST", "HAAT_FAULT_SETTINGS", "HAAT_FAULT_SYSTEM", "HAAT_FAULT_DATA"};

}  // namespace

bool is_known(haat_status status) {
  return status >= 0 && static_cast<std::size_t>(status) < std::size(status_names);
}

std::string status_name(haat_status status) {
  return is_known(status) ? status_names[status] : std::to_string(status) + ", which is none";
}

std::string quoted(const std::string& text) {
  return "\"" + wire::one_line(text, 100) + "\"";
}

std::vector<std::string> garbage(std::uint64_t seed) {
  std::vector<std::string> all{"../../../../etc/passwd",
                               "/etc/passwd",
                               "%s%s%s%n%n",
                               "' OR '1'='1",
                               "<script>alert(1)</script>",
                               "-1",
                               "0",
                               "18446744073709551616",
                               "9223372036854775807",
                               "1e999",
                               "null",
                               "{\"a\":[",
                               "\xff\xfe\xfd",
                               "\xed\xa0\x80",
                               "\r\nX-Evil: 1",
                               "\x1b[2J",
                               "\xe2\x80\xae",
                               std::string(HAAT_MAX_ID_BYTES, 'x'),
                               std::string(1'000'000, '9')};
  std::mt19937_64 random(seed);
  for (int i = 0; i < 200; ++i) {
    std::string text(1 + random() % 300, 'x');
    for (char& c : text) c = static_cast<char>(1 + random() % 255);
    all.push_back(std::move(text));
  }
  return all;
}

Trial::Trial(std::filesystem::path library, std::string settings, std::uint64_t seed,
             HttpClient& http)
    : library_(std::move(library)),
      settings_(std::move(settings)),
      seed_(seed),
      http_(http),
      stat_(::open("/proc/self/stat", O_RDONLY | O_CLOEXEC)) {
  host_ = {HAAT_PROVIDER_ABI, this, "Haat",  "conformance kit",
           nullptr,           log,  explain, host_interface};
}

Trial::~Trial() {
  destroy();
  ::close(stat_);
}

void Trial::log(const haat_host*, haat_log_level, const char* line) {
  const std::string text = wire::one_line(line != nullptr ? line : "", HAAT_MAX_LOG_LINE) + "\n";
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;  // nobody is listening any more
}

void Trial::explain(const haat_host* host, const char* sentence) {
  of(host).explanation_ = wire::one_line(sentence != nullptr ? sentence : "", HAAT_MAX_TEXT_BYTES);
}

const void* Trial::host_interface(const haat_host*, const char* id) {
  static constexpr haat_http http{send_http, why_http};
  return id != nullptr && std::string_view(id) == HAAT_INTERFACE_HTTP ? &http : nullptr;
}

haat_status Trial::send_http(const haat_host* host, const haat_http_request* request,
                             const haat_http_sink* sink) {
  if (request == nullptr || sink == nullptr) return HAAT_FAULT_PLUGIN;
  return of(host).http_.send(*request, *sink);
}

const char* Trial::why_http(const haat_host* host) {
  return of(host).http_.why().c_str();
}

std::string Trial::open() {
  if (entry_ != nullptr) return {};
  const auto entry = open_library(library_);
  if (!entry) return entry.error();
  entry_ = *entry;
  return {};
}

std::string Trial::create() {
  if (auto trouble = open(); !trouble.empty()) return trouble;
  destroy();
  host_.settings = settings_.c_str();
  if (entry_->create == nullptr || entry_->descriptor == nullptr)
    return "the entry lacks its descriptor or create";
  provider_ = entry_->create(&host_);
  if (provider_ == nullptr)
    return "create gives no provider" +
           (explanation_.empty() ? std::string() : ": " + explanation_);
  if (provider_->init != nullptr && provider_->destroy != nullptr &&
      provider_->get_interface != nullptr)
    return {};
  provider_ = nullptr;
  return "the provider lacks init, destroy or get_interface";
}

haat_status Trial::call_init() {
  explanation_.clear();
  return provider_->init(provider_);
}

std::string Trial::init() {
  if (auto trouble = create(); !trouble.empty()) return trouble;
  const haat_status status = call_init();
  if (status == HAAT_OK) return {};
  return "init ends with the status " + status_name(status) + ": " + explanation_;
}

std::string Trial::catalogue() {
  if (auto trouble = init(); !trouble.empty()) return trouble;
  catalogue_ = static_cast<const haat_catalogue*>(interface(HAAT_INTERFACE_CATALOGUE));
  content_ = static_cast<const haat_content*>(interface(HAAT_INTERFACE_CONTENT));
  if (catalogue_ == nullptr || catalogue_->list == nullptr)
    return "there is no " HAAT_INTERFACE_CATALOGUE;
  if (content_ != nullptr && content_->fetch == nullptr)
    return "its " HAAT_INTERFACE_CONTENT " has no fetch";
  return {};
}

namespace {

std::optional<Verdict> skipped_for(std::string trouble) {
  return trouble.empty() ? std::nullopt : std::optional(skipped(std::move(trouble)));
}

}  // namespace

std::optional<Verdict> Trial::opened() {
  return skipped_for(open());
}
std::optional<Verdict> Trial::created() {
  return skipped_for(create());
}
std::optional<Verdict> Trial::started() {
  return skipped_for(catalogue());
}
std::optional<Verdict> Trial::started_with_content() {
  if (auto missing = started()) return missing;
  return skipped_for(has_content() ? "" : "it has no " HAAT_INTERFACE_CONTENT);
}

void Trial::destroy() {
  if (provider_ != nullptr) provider_->destroy(std::exchange(provider_, nullptr));
  catalogue_ = nullptr;
  content_ = nullptr;
}

Seen Trial::list(const std::string& cursor, const Stop& stop) {
  Watch watch;
  watch.stop = stop;
  explanation_.clear();
  const haat_page_sink sink{&watch, Watch::add, Watch::next};
  const haat_status status = catalogue_->list(provider_, cursor.c_str(), &sink);
  watch.seen.status = status;
  watch.seen.explanation = explanation_;
  return std::move(watch.seen);
}

Seen Trial::fetch(const std::string& external_id, const Stop& stop) {
  Watch watch;
  watch.stop = stop;
  explanation_.clear();
  const haat_byte_sink sink{&watch, Watch::write};
  const haat_status status = content_->fetch(provider_, external_id.c_str(), &sink);
  watch.seen.status = status;
  watch.seen.explanation = explanation_;
  return std::move(watch.seen);
}

Trial::Walk Trial::walk() {
  Walk walk;
  std::set<std::string> known;
  for (std::string cursor;;) {
    const std::string page = "page " + std::to_string(walk.pages.size() + 1);
    walk.cursors.push_back(cursor);
    walk.pages.push_back(list(cursor));
    const Seen& seen = walk.pages.back();
    if (seen.status != HAAT_OK) {
      walk.trouble =
          page + " ends with the status " + status_name(seen.status) + ": " + seen.explanation;
      return walk;
    }
    if (!seen.next) return walk;
    cursor = *seen.next;
    if (!known.insert(cursor).second) {
      walk.trouble = page + " leads to the cursor \"" + wire::one_line(cursor, 100) +
                     "\", which was there before";
      return walk;
    }
    if (walk.pages.size() == most_pages) {
      walk.trouble = "the catalogue has more than " + std::to_string(most_pages) +
                     " pages; give the kit a smaller one, or larger pages";
      return walk;
    }
  }
}

std::vector<SeenCourse> Trial::Walk::courses() const {
  std::vector<SeenCourse> all;
  for (const Seen& page : pages) all.insert(all.end(), page.courses.begin(), page.courses.end());
  return all;
}

int Trial::descriptors() {
  int open = 0;
  for (int number = 0; number < 1024; ++number)
    if (::fcntl(number, F_GETFD) >= 0) ++open;
  return open;
}

// Counted behind the name, which may hold anything.
std::uint64_t Trial::stat(int field) const {
  char text[1024] = {};
  if (::pread(stat_, text, sizeof text - 1, 0) <= 0) return 0;
  std::string_view rest(text);
  rest.remove_prefix(std::min(rest.rfind(')'), rest.size() - 1) + 1);
  for (int at = 3; at < field; ++at) rest.remove_prefix(std::min(rest.find(' ', 1), rest.size()));
  return std::strtoull(std::string(rest).c_str(), nullptr, 10);
}

#define TEST(function, summary) Verdict function(Trial& trial);
HAAT_KIT_TESTS(TEST)
#undef TEST

std::optional<Verdict> run_test(std::string_view name, Trial& trial) {
  using Run = Verdict (*)(Trial&);
#define TEST(function, summary) function,
  constexpr Run runs[] = {HAAT_KIT_TESTS(TEST)};
#undef TEST
  const auto names = tests();
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const TestName& test) { return test.name == name; });
  if (found == names.end()) return std::nullopt;
  return runs[found - names.begin()](trial);
}

}  // namespace haat::kit
