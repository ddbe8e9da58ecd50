// A provider in C++17: derive from haat::provider::Provider, override, and end the file with one
// macro.
//
//   class Hello final : public haat::provider::Provider {
//    public:
//     using Provider::Provider;
//     haat::provider::Page list(const std::string& cursor) override { ... }
//   };
//   HAAT_PROVIDER(Hello, "org.example.hello", "Hello", "Example", "1.0.0")
//
// Report what goes wrong by throwing Failure; no exception of any kind leaves the library. Threads
// and limits are those of provider.h: every member is called on one thread, one call after another.
#pragma once

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "provider.h"

namespace haat::provider {

// A call that cannot be done, with whose fault it is and one sentence for the operator, without a
// full stop.
class Failure : public std::exception {
 public:
  Failure(haat_status status, std::string sentence)
      : status_(status), sentence_(std::move(sentence)) {}
  haat_status status() const noexcept { return status_; }
  const char* what() const noexcept override { return sentence_.c_str(); }

 private:
  haat_status status_;
  std::string sentence_;
};

inline Failure not_found(std::string sentence) {
  return {HAAT_NOT_FOUND, std::move(sentence)};
}
inline Failure stopped() {
  return {HAAT_STOPPED, "the host wants no more of it"};
}
inline Failure bad_settings(std::string sentence) {
  return {HAAT_FAULT_SETTINGS, std::move(sentence)};
}
inline Failure bad_data(std::string sentence) {
  return {HAAT_FAULT_DATA, std::move(sentence)};
}
inline Failure system_down(std::string sentence) {
  return {HAAT_FAULT_SYSTEM, std::move(sentence)};
}

struct Course {
  std::string external_id;  // the partner's own: stable and unique in the catalogue
  std::string title;
  std::string description{};
  std::string language{};  // BCP 47
  std::string duration{};  // ISO 8601
  std::string version{};
  std::string licence{};     // SPDX
  bool has_package = false;  // whether fetch() gives it
};

struct Page {
  std::vector<Course> courses;
  std::string next{};  // cursor of the next page; empty: this is the last
};

// A course as the partner's system has it: JSON, an object.
struct Record {
  std::string json;
  bool has_package = false;
};

struct Records {
  std::vector<Record> rows{};
  std::string next{};  // cursor of the next page; empty: this is the last
};

// One page of what changed in the catalogue.
struct Changes {
  std::vector<Course> changed{};    // new ones, too
  std::vector<std::string> gone{};  // external ids
  std::string next{};               // cursor of what follows; never empty
  bool more = false;                // it is there already; else the host comes back later
};

// One learner has finished one course. Times are those of RFC 3339, with the offset.
struct Completion {
  std::string learner;  // the partner's own id of them
  std::string external_id;
  std::string began_at{};  // empty: not known
  std::string finished_at{};
  std::optional<double> score{};  // from 0 to 1
  std::optional<double> hours{};
  std::string certificate{};
};

struct Completions {
  std::vector<Completion> rows{};
  std::string next{};
  bool more = false;
};

// How the partner's system fares.
struct Health {
  enum State : haat_health_state {
    ok = HAAT_HEALTH_OK,
    degraded = HAAT_HEALTH_DEGRADED,
    down = HAAT_HEALTH_DOWN
  };
  State state = ok;
  std::string sentence{};  // for the operator, without a full stop
};

struct Certificate {
  enum Verdict : haat_certificate_verdict {
    unknown = HAAT_CERTIFICATE_UNKNOWN,
    valid = HAAT_CERTIFICATE_VALID,
    invalid = HAAT_CERTIFICATE_INVALID
  };
  struct Fact {
    std::string name;
    std::string value;
  };
  Verdict verdict = unknown;
  std::string sentence{};  // why, without a full stop
  std::vector<Fact> facts{};
};

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;  // "GET"
  std::string url;     // absolute, http or https
  std::vector<Header> headers{};
  std::string body{};
};

struct Response {
  int status = 0;  // 200, 404: whether that is good is for the provider to say
  std::vector<Header> headers{};
  std::string body{};

  // Of the first header of that name, in whatever case; empty if there is none.
  std::string_view header(std::string_view name) const {
    for (const Header& one : headers)
      if (same(one.name, name)) return one.value;
    return {};
  }

 private:
  static char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
  static bool same(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
  }
};

// HTTP through the host, which makes requests to the hosts that the operator named. Throws Failure
// if there was no answer, with the host's sentence: let it pass. Any status is an answer.
class Http {
 public:
  Http(const haat_host* host, const haat_http* http) : host_(host), http_(http) {}

  Response get(std::string url, std::vector<Header> headers = {}) const {
    return send({"GET", std::move(url), std::move(headers)});
  }
  Response post(std::string url, std::string body, std::vector<Header> headers = {}) const {
    return send({"POST", std::move(url), std::move(headers), std::move(body)});
  }
  // The body whole, as much as the operator allows.
  Response send(const Request& request) const {
    std::string body;
    Response response =
        send(request, [&](const Response&, std::string_view piece) { body.append(piece); });
    response.body = std::move(body);
    return response;
  }
  // The body piece by piece, for what is large: `on_body(head, piece)` may write it on, as in
  // fetch(). What it throws ends the exchange and comes out here.
  template <class OnBody>
  Response send(const Request& request, OnBody&& on_body) const {
    Reply<std::remove_reference_t<OnBody>> reply{{}, on_body};
    const haat_status status = exchange(request, {&reply, reply.head, reply.piece});
    if (reply.thrown) std::rethrow_exception(reply.thrown);
    if (status != HAAT_OK) throw Failure(status, http_->why(host_));
    return std::move(reply.response);
  }

 private:
  template <class OnBody>
  struct Reply {
    Response response;
    OnBody& on_body;
    std::exception_ptr thrown{};

    // No exception crosses the host.
    template <class Work>
    haat_status guarded(const Work& work) noexcept {
      try {
        work();
        return HAAT_OK;
      } catch (...) {
        thrown = std::current_exception();
        return HAAT_STOPPED;
      }
    }
    static haat_status head(const haat_http_sink* sink, int32_t status,
                            const haat_http_header* headers, size_t count) noexcept {
      Reply& self = *static_cast<Reply*>(sink->provider_data);
      return self.guarded([&] {
        self.response.status = status;
        for (size_t i = 0; i < count; ++i)
          self.response.headers.push_back({headers[i].name, headers[i].value});
      });
    }
    static haat_status piece(const haat_http_sink* sink, const void* bytes, size_t size) noexcept {
      Reply& self = *static_cast<Reply*>(sink->provider_data);
      return self.guarded([&] {
        self.on_body(static_cast<const Response&>(self.response),
                     std::string_view(static_cast<const char*>(bytes), size));
      });
    }
  };

  haat_status exchange(const Request& request, const haat_http_sink& sink) const {
    std::vector<haat_http_header> headers;
    for (const Header& header : request.headers)
      headers.push_back({header.name.c_str(), header.value.c_str()});
    const haat_http_request raw{request.method.c_str(), request.url.c_str(), headers.data(),
                                headers.size(),         request.body.data(), request.body.size()};
    return http_->send(host_, &raw, &sink);
  }

  const haat_host* host_;
  const haat_http* http_;
};

// The host, as seen by a provider; valid as long as the provider lives.
class Host {
 public:
  explicit Host(const haat_host* host) : host_(host) {}
  std::string_view settings() const { return host_->settings; }  // a JSON object
  // From any thread.
  void log(haat_log_level level, const std::string& line) const {
    host_->log(host_, level, line.c_str());
  }
  // Throws if this host makes no requests for providers.
  Http http() const {
    const void* const http = host_->get_interface(host_, HAAT_INTERFACE_HTTP);
    if (http == nullptr) throw system_down("this host has no " HAAT_INTERFACE_HTTP);
    return {host_, static_cast<const haat_http*>(http)};
  }
  // Whether somebody still waits for the answer of this call: for work that takes long without a
  // word to the host. If not, throw stopped().
  bool is_wanted() const {
    const void* const call = host_->get_interface(host_, HAAT_INTERFACE_CALL);
    return call == nullptr || static_cast<const haat_call*>(call)->is_wanted(host_) != 0;
  }
  const haat_host* raw() const { return host_; }

 private:
  const haat_host* host_;
};

// Where fetch() puts the package; valid during that call.
class Bytes {
 public:
  explicit Bytes(const haat_byte_sink* sink) : sink_(sink) {}
  // Returns when the host has room. Throws if the host wants no more: let it pass.
  void write(std::string_view piece) const {
    const haat_status status = sink_->write(sink_, piece.data(), piece.size());
    if (status != HAAT_OK) throw Failure(status, "the host wants no more of it");
  }

 private:
  const haat_byte_sink* sink_;
};

class Provider {
 public:
  explicit Provider(Host host) : host_(host) {}
  virtual ~Provider() = default;
  Provider(const Provider&) = delete;
  Provider& operator=(const Provider&) = delete;

  // Reads the settings, opens what is needed. Throw bad_settings() if the operator must act first.
  virtual void open() {}

  // One page; `cursor` is empty for the first.
  virtual Page list(const std::string& cursor) = 0;

  // Writes the course's zip. A class that does not override this has no content interface. Keep it
  // public.
  virtual void fetch(const std::string& external_id, const Bytes& into) {
    (void)into;
    throw not_found("this provider has no package of " + external_id);
  }

  // The rest is optional in the same way: a class that overrides one of them, publicly, has the
  // interface of provider.h that it serves.

  // haat.launch: the https address at which a browser starts the course, the same for everybody.
  // Throw not_found() for a course that is not launched.
  virtual std::string launch(const std::string& external_id) {
    throw not_found("this provider does not launch " + external_id);
  }
  // haat.delta: what changed since the cursor; all courses if it is empty. Throw not_found() for
  // one that is too old.
  virtual Changes changes(const std::string& cursor) {
    throw not_found("this provider does not know what changed since " + cursor);
  }
  // haat.records: one page of the catalogue, untouched.
  virtual Records records(const std::string& cursor) {
    throw not_found("this provider has no records after " + cursor);
  }
  // haat.completions: who finished what, after the cursor.
  virtual Completions completions(const std::string& cursor) {
    throw not_found("this provider does not know who finished what after " + cursor);
  }
  // haat.health: how the partner's system fares, now.
  virtual Health health() { return {}; }
  // haat.certificates: whether what somebody presents is a certificate of the partner's.
  virtual Certificate verify(const std::string& certificate) {
    (void)certificate;
    return {};
  }

  // haat.settings: a class that has a JSON Schema of its settings says it so, publicly:
  //   static constexpr const char* settings_schema = R"({"type": "object", ...})";

 protected:
  const Host& host() const { return host_; }

 private:
  Host host_;
};

template <class Class, class = void>
struct HasSchema : std::false_type {};
template <class Class>
struct HasSchema<Class, std::void_t<decltype(Class::settings_schema)>> : std::true_type {};

// The C side of a provider class: what HAAT_PROVIDER puts into the entry.
template <class Class>
class Boundary {
 public:
  static const haat_provider* create(const haat_host* host) noexcept {
    std::unique_ptr<Boundary> made;
    if constexpr (HasSchema<Class>::value) {
      const void* const settings = host->get_interface(host, HAAT_INTERFACE_SETTINGS);
      if (settings != nullptr)
        static_cast<const haat_settings*>(settings)->declare(host, Class::settings_schema);
    }
    const haat_status status = guarded(host, [&] { made = std::make_unique<Boundary>(host); });
    return status == HAAT_OK ? &made.release()->c_ : nullptr;
  }

  explicit Boundary(const haat_host* host) : host_(host), provider_(Host(host)) {
    static_assert(std::is_base_of_v<Provider, Class>, "derive from haat::provider::Provider");
    c_ = {this, init, destroy, get_interface};
  }

 private:
  static Boundary& of(const haat_provider* c) { return *static_cast<Boundary*>(c->provider_data); }

  // The only way into the class: whatever it throws becomes a status and a sentence.
  template <class Work>
  static haat_status guarded(const haat_host* host, const Work& work) noexcept {
    try {
      work();
      return HAAT_OK;
    } catch (const Failure& failure) {
      host->explain(host, failure.what());
      return failure.status();
    } catch (const std::exception& exception) {
      host->explain(host, exception.what());
    } catch (...) {
      host->explain(host, "it threw what is no std::exception");
    }
    return HAAT_FAULT_PLUGIN;
  }

  static haat_status init(const haat_provider* c) noexcept {
    return guarded(of(c).host_, [&] { of(c).provider_.open(); });
  }

  static void destroy(const haat_provider* c) noexcept { delete &of(c); }

  static const void* get_interface(const haat_provider*, const char* id) noexcept {
    static constexpr haat_catalogue catalogue{list};
    static constexpr haat_content content{fetch};
    static constexpr haat_launch launched{address};
    static constexpr haat_delta delta{changes};
    static constexpr haat_records untouched{records};
    static constexpr haat_completions completed{completions};
    static constexpr haat_health health{check};
    static constexpr haat_certificates certificates{verify};
    struct Interface {
      std::string_view id;
      const void* functions;
      bool there;
    };
    // Whatever the class overrides.
    const Interface interfaces[] = {
        {HAAT_INTERFACE_CATALOGUE, &catalogue, true},
        {HAAT_INTERFACE_CONTENT, &content,
         !std::is_same_v<decltype(&Class::fetch), decltype(&Provider::fetch)>},
        {HAAT_INTERFACE_LAUNCH, &launched,
         !std::is_same_v<decltype(&Class::launch), decltype(&Provider::launch)>},
        {HAAT_INTERFACE_DELTA, &delta,
         !std::is_same_v<decltype(&Class::changes), decltype(&Provider::changes)>},
        {HAAT_INTERFACE_RECORDS, &untouched,
         !std::is_same_v<decltype(&Class::records), decltype(&Provider::records)>},
        {HAAT_INTERFACE_COMPLETIONS, &completed,
         !std::is_same_v<decltype(&Class::completions), decltype(&Provider::completions)>},
        {HAAT_INTERFACE_HEALTH, &health,
         !std::is_same_v<decltype(&Class::health), decltype(&Provider::health)>},
        {HAAT_INTERFACE_CERTIFICATES, &certificates,
         !std::is_same_v<decltype(&Class::verify), decltype(&Provider::verify)>},
    };
    for (const Interface& one : interfaces)
      if (one.there && one.id == id) return one.functions;
    return nullptr;
  }

  static haat_course c_of(const Course& course) {
    return {course.external_id.c_str(), course.title.c_str(),      course.description.c_str(),
            course.language.c_str(),    course.duration.c_str(),   course.version.c_str(),
            course.licence.c_str(),     course.has_package ? 1 : 0};
  }
  static const char* known(const std::string& text) {
    return text.empty() ? nullptr : text.c_str();
  }

  // The work hands over what the sink wants, and returns what that answers.
  template <class Work>
  static haat_status answered(const haat_provider* c, const Work& work) noexcept {
    haat_status status = HAAT_OK;
    const haat_status call = guarded(of(c).host_, [&] { status = work(of(c).provider_); });
    return call != HAAT_OK ? call : status;
  }

  static haat_status list(const haat_provider* c, const char* cursor,
                          const haat_page_sink* sink) noexcept {
    return answered(c, [&](Class& provider) {
      const Page page = provider.list(cursor);
      for (const Course& course : page.courses) {
        const haat_course given = c_of(course);
        if (const haat_status status = sink->add(sink, &given); status != HAAT_OK) return status;
      }
      return page.next.empty() ? haat_status{HAAT_OK} : sink->next(sink, page.next.c_str());
    });
  }

  static haat_status records(const haat_provider* c, const char* cursor,
                             const haat_record_sink* sink) noexcept {
    return answered(c, [&](Class& provider) {
      const Records page = provider.records(cursor);
      for (const Record& row : page.rows) {
        const haat_record given{row.json.c_str(), row.has_package ? 1 : 0};
        if (const haat_status status = sink->add(sink, &given); status != HAAT_OK) return status;
      }
      return page.next.empty() ? haat_status{HAAT_OK} : sink->next(sink, page.next.c_str());
    });
  }

  static haat_status changes(const haat_provider* c, const char* cursor,
                             const haat_delta_sink* sink) noexcept {
    return answered(c, [&](Class& provider) {
      const Changes page = provider.changes(cursor);
      for (const Course& course : page.changed) {
        const haat_course given = c_of(course);
        if (const haat_status status = sink->changed(sink, &given); status != HAAT_OK)
          return status;
      }
      for (const std::string& id : page.gone)
        if (const haat_status status = sink->gone(sink, id.c_str()); status != HAAT_OK)
          return status;
      return sink->next(sink, page.next.c_str(), page.more ? 1 : 0);
    });
  }

  static haat_status completions(const haat_provider* c, const char* cursor,
                                 const haat_completion_sink* sink) noexcept {
    return answered(c, [&](Class& provider) {
      const Completions page = provider.completions(cursor);
      for (const Completion& row : page.rows) {
        const haat_completion given{row.learner.c_str(),
                                    row.external_id.c_str(),
                                    known(row.began_at),
                                    row.finished_at.c_str(),
                                    row.score ? &*row.score : nullptr,
                                    row.hours ? &*row.hours : nullptr,
                                    known(row.certificate)};
        if (const haat_status status = sink->add(sink, &given); status != HAAT_OK) return status;
      }
      return sink->next(sink, page.next.c_str(), page.more ? 1 : 0);
    });
  }

  static haat_status check(const haat_provider* c, const haat_health_sink* sink) noexcept {
    return answered(c, [&](Class& provider) {
      const Health health = provider.health();
      return sink->tell(sink, health.state, health.sentence.c_str());
    });
  }

  static haat_status verify(const haat_provider* c, const char* certificate,
                            const haat_certificate_sink* sink) noexcept {
    return answered(c, [&](Class& provider) {
      const Certificate answer = provider.verify(certificate);
      haat_status status = sink->tell(sink, answer.verdict, answer.sentence.c_str());
      for (const auto& [name, value] : answer.facts)
        if (status == HAAT_OK) status = sink->fact(sink, name.c_str(), value.c_str());
      return status;
    });
  }

  static haat_status address(const haat_provider* c, const char* external_id,
                             const haat_launch_sink* sink) noexcept {
    return answered(
        c, [&](Class& provider) { return sink->tell(sink, provider.launch(external_id).c_str()); });
  }

  static haat_status fetch(const haat_provider* c, const char* external_id,
                           const haat_byte_sink* sink) noexcept {
    return guarded(of(c).host_, [&] { of(c).provider_.fetch(external_id, Bytes(sink)); });
  }

  const haat_host* host_;
  Class provider_;
  haat_provider c_{};
};

}  // namespace haat::provider

// Once, at the end of the provider's file, outside of every namespace.
#define HAAT_PROVIDER(Class, id, name, vendor, version)                              \
  namespace {                                                                        \
  constexpr haat_descriptor haat_provider_descriptor{id, name, vendor, version, ""}; \
  }                                                                                  \
  extern "C" HAAT_EXPORT const haat_entry haat_provider_entry{                       \
      HAAT_PROVIDER_ABI, &haat_provider_descriptor, &haat::provider::Boundary<Class>::create};
