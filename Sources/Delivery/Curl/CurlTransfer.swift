import CCurl
import Foundation

/// One transfer of libcurl: its options, the bytes that it sends and gets, and what is said before and after them.
///
/// It blocks its thread, at most until its time is over.
final class CurlTransfer {
    /// A line that one side says: a command and its answer, or a header.
    enum Line {
        case said(String)
        case heard(String)
    }

    private let handle: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let deadline: ContinuousClock.Instant
    private let listener: (Line) -> Void
    private let maximumBody: Int
    private let upload: [UInt8]
    private var position = 0
    private(set) var body = Data()

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameters:
    ///   - seconds: for everything, from the name to the last byte.
    ///   - upload: the bytes that are read while it sends.
    ///   - maximumBody: how much of an answer is read.
    ///   - listener: hears each line, and keeps no secret of it.
    /// - Returns: nil where libcurl does not start.
    init?(seconds: Int, upload: [UInt8] = [], maximumBody: Int = 0, listener: @escaping (Line) -> Void) {
        guard CurlTransfer.isReady, let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.upload = upload
        self.maximumBody = maximumBody
        self.listener = listener
        deadline = .now + .seconds(seconds)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TIMEOUT, seconds)
        set(CURLOPT_CONNECTTIMEOUT, 5)
        // Else the goodbye to a mail server that does not answer would come after the time is over.
        set(CURLOPT_FORBID_REUSE, 1)
        bellwether_end_quickly(handle)
    }

    deinit {
        curl_easy_cleanup(handle)
        lists.forEach(curl_slist_free_all)
    }

    /// True if everything was read that is to be sent.
    var isSent: Bool { position == upload.count }
    /// True if the answer is longer than what is read of it.
    private(set) var isCut = false

    func set(_ option: CURLoption, _ value: String) { _ = bellwether_set_text(handle, option, value) }
    func set(_ option: CURLoption, _ value: Int) { _ = bellwether_set_number(handle, option, value) }

    func set(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) }
        _ = bellwether_set_list(handle, option, list)
        if let list { lists.append(list) }
    }

    /// The body of a request.
    func set(body: String) {
        let bytes = Array(body.utf8)
        _ = bytes.withUnsafeBytes { bellwether_set_bytes(handle, $0.baseAddress, $0.count) }
    }

    func allowRefusedRecipients() { _ = bellwether_allow_refused_recipients(handle) }

    /// - Parameter roots: a file of certificates to trust in place of the system's.
    func trust(_ roots: String?) {
        if let roots { set(CURLOPT_CAINFO, roots) }
    }

    /// The way to a receiver; the environment of the process says nothing here.
    func set(_ route: ProxySettings.Route) {
        switch route {
        case .direct: set(CURLOPT_PROXY, "")
        case .proxy(let address, let exceptions):
            set(CURLOPT_PROXY, address)
            set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
            set(CURLOPT_NOPROXY, exceptions)
        }
    }

    func number(_ info: CURLINFO) -> Int { bellwether_number(handle, info) }

    func perform() -> CURLcode {
        bellwether_set_callbacks(handle, read, write, listen, check, Unmanaged.passUnretained(self).toOpaque())
        return bellwether_perform(handle)
    }

    // MARK: - What libcurl calls

    fileprivate func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let length = min(buffer.count, upload.count - position)
        buffer.copyBytes(from: upload[position..<position + length])
        position += length
        return length
    }

    /// - Returns: the number of bytes that were taken; a smaller one ends the transfer.
    fileprivate func keep(_ bytes: UnsafeRawBufferPointer) -> Int {
        body += bytes.prefix(maximumBody - body.count)
        isCut = body.count >= maximumBody
        return isCut ? 0 : bytes.count
    }

    fileprivate func hear(_ line: (String) -> Line, _ bytes: UnsafeRawBufferPointer) {
        listener(line(String(decoding: bytes.prefix(2_000), as: UTF8.self)))
    }

    /// The time for all of it also holds for saying goodbye, which libcurl takes as long for as the server likes.
    fileprivate var isOver: Bool { ContinuousClock.now >= deadline }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
}

private func read(
    _ buffer: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    transfer(context)?.fill(UnsafeMutableRawBufferPointer(start: buffer, count: size * count)) ?? 0
}

private func write(
    _ buffer: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    transfer(context)?.keep(UnsafeRawBufferPointer(start: buffer, count: size * count)) ?? 0
}

private func listen(
    _ handle: UnsafeMutableRawPointer?, kind: curl_infotype, buffer: UnsafeMutablePointer<CChar>?, count: Int,
    context: UnsafeMutableRawPointer?
) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: buffer, count: count)
    if kind == CURLINFO_HEADER_OUT { transfer(context)?.hear(CurlTransfer.Line.said, bytes) }
    if kind == CURLINFO_HEADER_IN { transfer(context)?.hear(CurlTransfer.Line.heard, bytes) }
    return 0
}

private func check(
    _ context: UnsafeMutableRawPointer?, _: curl_off_t, _: curl_off_t, _: curl_off_t, _: curl_off_t
) -> CInt { transfer(context)?.isOver == true ? 1 : 0 }
