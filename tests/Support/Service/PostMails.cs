using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Senders;

namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Mails in any state for the operator's page.</summary>
internal static class PostMails
{
    public static Task Add(
        TestInstallation site,
        string state,
        SendNote? note,
        string kind = "alert",
        int? code = null
    ) =>
        site.Write(async transaction =>
        {
            var number = await transaction.One<int>("select count(*) from mail");
            var id = number.ToString("x32", CultureInfo.InvariantCulture);
            var now = site.Clock.GetUtcNow();
            var envelope = new Envelope(
                Some.Kind(kind, urgent: true),
                $"key-{number}",
                now.AddDays(1),
                HandOverBy: kind is "alert" or "escalation" ? now.AddHours(-number).AddMinutes(15) : null
            );
            await MailTable.Add(
                transaction,
                new QueuedMail(
                    id,
                    "post@delinde.nl",
                    $"persoon{number}@voorbeeld.example",
                    Encoding.ASCII.GetBytes($"Hallo {number}\r\n"),
                    envelope,
                    now.AddHours(-number)
                )
            );
            var ended = state is not ("ready" or "sending") ? now : (DateTimeOffset?)null;
            await transaction.Execute(
                """
                update mail set state = @state, last_note = @note, last_code = @code, ended_at = @ended, sending_at = case when @state = 'ready' then null else @now end,
                    next_try_at = case when @ended is null then @later end
                where id = @id
                """,
                new
                {
                    id,
                    state,
                    note,
                    code,
                    ended,
                    now,
                    later = state == "ready" && note is null ? now : now.AddMinutes(20),
                }
            );
        });
}
