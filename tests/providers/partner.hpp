#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace Poco::Net {
class ServerSocket;
class StreamSocket;
}  // namespace Poco::Net

namespace haat::test {

// A partner's system on a real socket of this machine. What its pages do is in partner.cpp: most of
// them are ways to fail.
class Partner {
 public:
  Partner();
  // With TLS, by these PEM files.
  Partner(const std::filesystem::path& key, const std::filesystem::path& certificate);
  ~Partner();

  // "127.0.0.1:1234", "localhost:1234"
  std::string host(const std::string& name = "127.0.0.1") const;
  std::string url(const std::string& path, const std::string& name = "127.0.0.1") const;
  int requests() const { return requests_; }

 private:
  explicit Partner(std::unique_ptr<Poco::Net::ServerSocket> socket, std::string scheme);
  void accept();
  void serve(Poco::Net::StreamSocket socket);
  void answer(Poco::Net::StreamSocket& socket, const std::string& head, const std::string& body);

  std::string scheme_;
  std::unique_ptr<Poco::Net::ServerSocket> socket_;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> requests_ = 0;
  std::vector<std::thread> clients_;
  std::thread thread_;
};

// A key and a certificate that nobody vouches for, for "localhost": key.pem, and certificate.pem,
// which is returned.
std::filesystem::path make_certificate(const std::filesystem::path& folder);

}  // namespace haat::test
