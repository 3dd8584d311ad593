using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Checks;

public static class MailAdvice
{
    /// <returns>The result first, then what to check; never empty.</returns>
    public static IReadOnlyList<string> Of(SendOutcome outcome, SmtpSettings relay) =>
        outcome.Result switch
        {
            SendResult.Sent =>
            [
                "GOOD: the relay took the message.",
                "Only the mailbox can show whether it arrives: look there, also in the spam folder.",
            ],
            SendResult.Unsure =>
            [
                $"UNSURE: the whole message was handed over and no answer came ({outcome.Note?.Code()}).",
                "It may arrive or not. Look in the mailbox; a relay that does this often has trouble of its own.",
            ],
            _ => [$"NOT SENT: {Where(outcome)}.", Why(outcome, relay)],
        };

    public static string Where(SendOutcome outcome)
    {
        var code = FormattableString.Invariant($"{outcome.Code} {outcome.Enhanced}").Trim();
        return $"{(outcome.Note ?? SendNote.Refused).Code()}, at the step '{outcome.Stage}'{(code.Length == 0 ? "" : $", with {code}")}";
    }

    public static string Why(SendOutcome outcome, SmtpSettings relay) =>
        (outcome.Note, outcome.Stage) switch
        {
            (SendNote.ConnectionLost, "connect") =>
                $"Nothing answers at {relay.Host} port {relay.Port}. Are name and port right, is the relay on, does a firewall stand between?",
            (SendNote.TimedOut, "connect") =>
                $"{relay.Host} port {relay.Port} does not react at all: mostly a firewall, or a network that blocks mail.",
            (SendNote.TimedOut, "banner") => "The relay took the connection and says nothing."
                + (
                    relay.Security != SmtpSecurity.Tls
                        ? "\nSome ports, mostly 465, speak encrypted from the first octet: set Mail:Security to tls."
                        : ""
                ),
            (SendNote.TlsFailed, _) =>
                "Encryption could not be agreed on; the conversation says what is wrong with the certificate, if there is one."
                    + "\nNotTimeValid: it has expired, or this machine's clock is wrong. UntrustedRoot, PartialChain or NotSignatureValid: the relay has an"
                    + "\nauthority of its own; add it to those of this machine (docs/mail.md). The name of another host: Mail:Host must be a name that the certificate holds."
                    + (
                        relay is { Port: not 465, Security: SmtpSecurity.Tls }
                            ? "\nNo certificate at all: on this port relays mostly want Mail:Security starttls."
                            : ""
                    ),
            (SendNote.NoStartTls, _) =>
                "The relay offers no encryption here, or something between takes the offer away. Try Mail:Security tls with port 465. Nothing was sent in clear.",
            (SendNote.NoAuth, _) =>
                "The relay offers none of the ways to sign in that are set up: PLAIN or LOGIN for a password, XOAUTH2 for a token. Perhaps this port takes no sign-in; 587 and 465 do.",
            (SendNote.SignInRefused, _) =>
                "User, password or token is not accepted. Do not try often: many relays lock an account after a few wrong tries."
                    + "\nSome want a password for programs ('app password'), or no password at all but tokens: Mail:OAuth.",
            (SendNote.SecretFile, _) =>
                "Mail:OAuth:SecretFile must be a file that the service's own account can read, with a client secret, a private key (PEM), or the"
                    + "\nJSON file of a Google service account; the conversation says what is wrong with it.",
            (SendNote.TokenRefused, _) => "The token endpoint gives no access token; the conversation has its reason."
                + "\ninvalid_client: Mail:OAuth:ClientId or the secret is wrong, or the secret has ended (AADSTS7000222): make a new one and write it into Mail:OAuth:SecretFile. unauthorized_client or invalid_scope:"
                + "\nthe application may not send mail for Mail:User yet; an administrator of the mail allows that. Mail waits until it is mended.",
            (SendNote.TokenUnreachable, _) =>
                "Mail:OAuth:TokenEndpoint cannot be reached, or has trouble of its own. Is the address right, and does the firewall let it through?",
            (SendNote.SenderRefused, _) =>
                "The relay does not let us send this: it wants a sign-in, or does not accept the address in Mail:From for this account."
                    + (
                        outcome.Enhanced == "5.7.30"
                            ? "\n5.7.30 of Microsoft: sign-in with a password is switched off. Use tokens: Mail:OAuth."
                            : ""
                    )
                    + (relay.User is null ? "\nNo Mail:User is set." : "")
                    + (
                        relay.Security == SmtpSecurity.None
                            ? "\nIt may also want encryption: set Mail:Security to starttls."
                            : ""
                    ),
            (SendNote.BadRecipient, _) => "That is not an address mail can go to.",
            (SendNote.MailboxFull, _) => "The mailbox is full. The relay itself works.",
            (SendNote.TooLarge, _) =>
                "The relay takes only smaller messages. Ours are under 30 KiB, so its limit is too small.",
            (SendNote.ContentRefused, _) =>
                "The relay has seen the message and does not want it: mostly a bad name of the sending domain or address. Look at the records below.",
            (SendNote.ServerBusy, _) =>
                "The relay is busy or limits us. Mail waits and goes later by itself; if this stays, ask whoever runs it.",
            (SendNote.UnreadableReply, _) =>
                "Whatever answers there does not speak SMTP, or breaks its rules. Are Mail:Host and Mail:Port the relay's?",
            (SendNote.Refused, "rcpt") => "The relay works, and does not take mail for this address. Try another one.",
            (SendNote.Refused, "banner" or "ehlo") =>
                "The relay does not want to talk with us: perhaps this machine's address is not allowed, or it dislikes the name of this machine.",
            (SendNote.TimedOut, _) => "The relay stopped answering. Mail waits and goes later by itself.",
            (SendNote.ConnectionLost, _) =>
                "The relay ended the connection. Mail waits and goes later by itself; if this stays, its log says why.",
            _ => "The relay refused; the conversation has its words.",
        };
}
