using MailKit;

namespace Activities.Email.Smtp;

/// <summary>
/// Knows whether a message was written to its end; whether that end also left, the connection knows. Before it, a lost connection means that the server must forget the message (RFC 5321, 4.2.5) and
/// it may be sent again; from then on nobody on this side can tell, and it is in doubt.
/// </summary>
internal sealed class ContentWatch : ITransferProgress
{
    public bool IsComplete { get; private set; }

    public void Report(long bytesTransferred, long totalSize) => IsComplete |= bytesTransferred >= totalSize;

    public void Report(long bytesTransferred) => IsComplete = true;
}
