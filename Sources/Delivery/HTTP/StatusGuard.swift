import NIOCore
import NIOHTTP1

/// Refuses answers whose status HTTP does not have: async-http-client takes one below 100 for the announcement of
/// another answer, and stops the program at its body.
final class StatusGuard: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    struct NoHTTP: Error, CustomStringConvertible {
        let status: UInt
        var description: String { "the receiver does not speak HTTP: it answers with the status \(status)" }
    }

    private var isRefused = false

    /// Puts a guard behind the decoder of a connection.
    @Sendable static func add(to channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(StatusGuard(), position: .after(decoder))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
            isRefused = true
            context.fireErrorCaught(NoHTTP(status: head.status.code))
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }
}
