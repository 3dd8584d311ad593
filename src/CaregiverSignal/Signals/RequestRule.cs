namespace CaregiverSignal.Signals;

/// <summary>The caregiver asked to be called and nobody has yet.</summary>
/// <remarks>Always red and without a limit: asking is the one signal that needs no reading (lesson 57).</remarks>
public static class RequestRule
{
    /// <returns>The newest request that no contact follows; a contact on the same day counts as following it.</returns>
    public static Finding? Judge(History history)
    {
        // Who asks on a form that is never finished asks all the same.
        var asked = history.Waves
            .Where(wave => wave.WantsCall)
            .Select(wave => (Day: wave.AnsweredOn ?? wave.AskedOn, Key: "Request.Wave"));
        var reported = history.Events
            .Where(it => it is { Kind: "RequestForContact", By: "caregiver" })
            .Select(it => (it.Day, Key: "Request.Event"));
        // A form that asks is also an event of its day; the form says more, so it stands last.
        var open = reported.Concat(asked)
            .Where(request => !history.Contacts.Any(contact => contact.Day >= request.Day))
            .OrderBy(request => request.Day)
            .ToList();
        if (open.Count == 0) return null;

        var (day, key) = open[^1];
        var reason = Because.Sentence([Because.Words[key, ("day", Texts.Day(day))]]);
        return new Finding(SignalKind.Request, Level.Red, day, reason);
    }
}
