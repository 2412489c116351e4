import Foundation

extension DeliveryStep {
    /// The requests that would be sent, for showing, of a channel with its settings as they are written.
    package var lines: [String] {
        switch self {
        case .request(let request):
            ["\(request.method.rawValue) \(request.url)"]
                + request.headers.sorted { $0.key < $1.key }.map { name, value in
                    // A login is in base64, which hides nothing.
                    "\(name): \(name == "authorization" ? "\(value.prefix { $0 != " " }) …" : value)"
                }
                + (request.body.map { ["", $0] } ?? [])
        case .mail(let mail):
            ["\(mail.server) to \(mail.to.joined(separator: ", "))"] + mail.text.components(separatedBy: "\r\n")
        case .print(let lines): lines
        case .end: []
        }
    }
}
