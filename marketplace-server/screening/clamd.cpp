#include "marketplace-server/screening/clamd.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include <algorithm>
#include <optional>

namespace haat::server {
namespace {

constexpr long connect_seconds = 5, answer_seconds = 120;
constexpr std::size_t longest_answer = 4096;
constexpr std::size_t most_found = 1000;

tl::unexpected<Error> silent(const std::string& socket, const std::string& why) {
  return fail(Errc::unavailable, "scanner-unavailable",
              "the malware scanner at " + socket + " " + why +
                  "; nothing is taken in that it has not looked at, so try again later");
}

// One conversation. Throws what Poco throws.
class Session {
 public:
  explicit Session(const std::string& socket) {
    const Poco::Net::SocketAddress address(socket);
    socket_.connect(address, Poco::Timespan(connect_seconds, 0));
    socket_.setReceiveTimeout(Poco::Timespan(answer_seconds, 0));
    socket_.setSendTimeout(Poco::Timespan(answer_seconds, 0));
    send(std::string_view("zIDSESSION\0", 11));
  }

  void begin() { send(std::string_view("zINSTREAM\0", 10)); }

  void piece(std::string_view bytes) {
    // A piece of no bytes would be the end.
    for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), largest_piece))) {
      const std::string_view part = bytes.substr(0, largest_piece);
      send_size(static_cast<std::uint32_t>(part.size()));
      send(part);
    }
  }

  // "1: stream: OK" without the number.
  std::string end() {
    try {
      send_size(0);
    } catch (const Poco::Net::NetException&) {  // it hung up, perhaps with a last word
    }
    std::string answer;
    for (char c = 0; answer.size() < longest_answer;) {
      if (socket_.receiveBytes(&c, 1) <= 0) break;
      if (c == '\0') {
        const auto colon = answer.find(": ");
        return colon == std::string::npos ? answer : answer.substr(colon + 2);
      }
      answer += c;
    }
    throw Poco::Net::NetException("ended the conversation");
  }

 private:
  static constexpr std::size_t largest_piece = 1u << 20;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const int sent = socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
      if (sent <= 0) throw Poco::Net::NetException("takes no more bytes");
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void send_size(std::uint32_t size) {
    const char bytes[] = {static_cast<char>(size >> 24), static_cast<char>(size >> 16),
                          static_cast<char>(size >> 8), static_cast<char>(size)};
    send(std::string_view(bytes, sizeof bytes));
  }

  Poco::Net::StreamSocket socket_;
};

// "stream: Eicar FOUND" -> "Eicar by ClamAV"; empty: nothing was found.
std::string found_in(const std::string& answer) {
  constexpr std::string_view begin = "stream: ", found = " FOUND";
  if (answer == "stream: OK") return "";
  if (answer.starts_with(begin) && answer.ends_with(found))
    return answer.substr(begin.size(), answer.size() - begin.size() - found.size()) + " by ClamAV";
  return "not looked at by ClamAV (" + answer + ")";
}

// What it says of one file, and whether it goes on listening. clamd hangs up on a file that is too
// large for it, at once or after a word.
class Look {
 public:
  explicit Look(Session& session) : session_(session) { session_.begin(); }
  void piece(std::string_view bytes) {
    if (hung_up_) return;
    try {
      session_.piece(bytes);
    } catch (const Poco::Net::NetException&) {
      hung_up_ = true;
    }
  }
  std::string end() {
    try {
      const std::string answer = session_.end();
      hung_up_ = hung_up_ || answer.ends_with("ERROR");
      return found_in(answer);
    } catch (const Poco::Net::NetException&) {
      hung_up_ = true;
      return found_in("it hung up");
    }
  }
  bool hung_up() const { return hung_up_; }

 private:
  Session& session_;
  bool hung_up_ = false;
};

}  // namespace

Result<std::vector<Suspicion>> scan_with_clamd(const std::string& socket, const Package& package) {
  std::vector<Suspicion> suspicions;
  try {
    auto session = std::make_unique<Session>(socket);
    std::optional<Look> look;
    const auto on_bytes = [&](const Entry& entry, std::string_view piece,
                              bool last) -> Result<void> {
      if (!look) look.emplace(*session);
      look->piece(piece);
      if (!last) return {};
      const std::string what = look->end();
      if (!what.empty() && suspicions.size() < most_found) suspicions.push_back({entry.path, what});
      // Whether it hung up because of the file or because it is gone, a new conversation shows.
      if (look->hung_up()) session = std::make_unique<Session>(socket);
      look.reset();
      return {};
    };
    HAAT_TRY_VOID(package.scan(on_bytes));
  } catch (const Poco::TimeoutException&) {
    return silent(socket, "does not answer in time");
  } catch (const Poco::Exception& problem) {
    return silent(socket, "cannot be reached (" + problem.displayText() + ")");
  }
  return suspicions;
}

}  // namespace haat::server
