using System.Text;

namespace CaregiverSignal.Demo;

/// <summary>Writes the notice of an invented mail server about a mail that it cannot deliver (RFC 3464).</summary>
public static class ReturnNotice
{
    /// <param name="outboxId">The id of the mail that comes back.</param>
    /// <param name="isFull">The mailbox is full; otherwise the address does not exist.</param>
    public static byte[] Write(string outboxId, string to, bool isFull)
    {
        var (status, said) = isFull ? ("5.2.2", "552 5.2.2 over quota") : ("5.1.1", "550 5.1.1 User unknown");
        string[] lines =
        [
            "Return-Path: <>",
            "From: MAILER-DAEMON@mail.example.nl",
            "Subject: Undelivered Mail Returned to Sender",
            "MIME-Version: 1.0",
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"grens\"",
            "",
            "--grens",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mail.example.nl",
            "",
            $"Final-Recipient: rfc822; {to}",
            "Action: failed",
            $"Status: {status}",
            $"Diagnostic-Code: smtp; {said}",
            "",
            "--grens",
            "Content-Type: message/rfc822",
            "",
            $"To: {to}",
            $"Message-ID: <{outboxId}@delinde.example.org>",
            $"X-CGS-Ref: {outboxId}",
            "",
            "--grens--",
            "",
        ];
        return Encoding.ASCII.GetBytes(string.Join("\r\n", lines));
    }
}
