using CaregiverSignal.CheckIns;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers;

/// <summary>What the form, the import and the demo do with answers: save them as they come, then send the check-in once.</summary>
public static class Sending
{
    /// <summary>Saves items of one questionnaire; a null value is a question skipped.</summary>
    /// <returns>False when the check-in is closed, and nothing is saved.</returns>
    /// <exception cref="ArgumentException">An item or value the questionnaire does not have.</exception>
    public static bool Save(Work work, CheckIn checkIn, Instrument instrument, IReadOnlyDictionary<string, int?> values, string enteredBy, SiteTime time)
    {
        if (CheckInTable.Get(work, checkIn.Id) is not { ClosedAt: null } open) return false;
        SaveOpen(work, open, instrument, values, [], enteredBy, time);
        return true;
    }

    /// <summary>The same for a check-in that was just read in this transaction and found open.</summary>
    /// <param name="blank">Items shown and left without a choice: they count as skipped, and never undo an answer.</param>
    /// <exception cref="ArgumentException">An item or value the questionnaire does not have.</exception>
    public static void SaveOpen(
        Work work, CheckIn open, Instrument instrument, IReadOnlyDictionary<string, int?> values, IReadOnlyList<string> blank, string enteredBy, SiteTime time)
    {
        foreach (var (key, value) in values)
        {
            if (instrument.Item(key) is not { } item) throw new ArgumentException($"{instrument.Key} has no item {key}.");
            if (value is { } code && !item.Allows(code)) throw new ArgumentException($"{instrument.Key}.{key} cannot be {code}.");
        }

        UsedFileTable.MarkAsked(work, instrument, time.Now);
        var response = ResponseTable.IdOf(work, open.CaregiverId, open.Id, instrument, instrument.Wording.Version, enteredBy, time.Today, time.Now);
        foreach (var (key, value) in values) AnswerTable.Save(work, response, key, value, time.Now);
        foreach (var key in blank) AnswerTable.Skip(work, response, key, time.Now);
    }

    /// <summary>Sends a check-in: what was saved is final from here, the link is done, a reminder that has not gone yet stays here, and a wish to be called is an event.</summary>
    /// <returns>False when it was sent or closed before, or when it says nothing; then nothing changes.</returns>
    public static bool Send(Work work, CheckIn checkIn, SiteTime time)
    {
        if (CheckInTable.Get(work, checkIn.Id) is not { ClosedAt: null } open || !SaysSomething(work, open)) return false;
        CloseCheckIn.End(work, open, time.Now, time);
        return true;
    }

    /// <summary>An answer, own words or a wish to be called.</summary>
    /// <remarks>Programs that check mail press buttons too, and must not pass for somebody who answered (mail.md 5.5).</remarks>
    public static bool SaysSomething(Work work, CheckIn checkIn) =>
        checkIn.CallMe == "yes" || !string.IsNullOrWhiteSpace(checkIn.OwnWords) || AnswerTable.HasAny(work, checkIn.Id);
}
