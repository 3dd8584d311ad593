using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Answers.Form;

/// <summary>What holds of a page whose questions were closed before it was sent.</summary>
public static class TooLate
{
    /// <summary>Promises the call that was asked for, and puts the words before the coordinator.</summary>
    /// <param name="words">Their own words that nobody has yet; empty where there are none.</param>
    /// <param name="call">When they want to be called; null when they did not ask for it.</param>
    /// <returns>
    /// Whether somebody reads the words: not those that are too long, or of who takes part no more.
    /// </returns>
    public static bool Hear(
        Transaction transaction,
        Caregiver caregiver,
        string words,
        CallTime? call,
        Actor by,
        Recorder recorder,
        SiteTime time
    )
    {
        if (call is not null)
        {
            recorder.Add(transaction, by, Verb.Ask.Of(Thing.Call), caregiver.Id);
            PromisedCall.AskAlone(transaction, caregiver.Id, call, time);
        }

        if (words.Length is 0 or > LastAnswers.Longest || caregiver.Status == CaregiverStatus.Ended)
            return false;
        recorder.Add(transaction, by, Verb.Tell.Of(Thing.Change), caregiver.Id);
        LifeChange.Say(transaction, caregiver.Id, words, time);
        return true;
    }
}
