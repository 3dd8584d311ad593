using CaregiverSignal.People;

namespace CaregiverSignal.Signals;

/// <summary>What still speaks about somebody who stopped, or whose care at home has ended.</summary>
public static class TakingPart
{
    /// <summary>The findings without those that rest on earlier days only; a request to be called is never among these.</summary>
    /// <remarks>
    /// Our choice: such an answer was about care that is over, or was given by somebody who wants no more of this. What is
    /// answered or happens on that day or later speaks as ever. A pause stops the questions and nothing else.
    /// </remarks>
    public static IEnumerable<Finding> Speaking(IEnumerable<Finding> findings, History history) =>
        SpeaksFrom(history) is { } from ? findings.Where(it => it.Kind == SignalKind.Request || it.Day >= from) : findings;

    /// <summary>The first day that counts; null while somebody takes part or pauses.</summary>
    /// <returns>
    /// The first day of the aftercare, or after the end, that lasts on the history's Today; where a check-in was answered that was
    /// still open then, the day it was asked: what was saved of it days ago is known only now that it closes.
    /// </returns>
    public static DateOnly? SpeaksFrom(History history) => LeftOn(history) is { } left
        ? history.Waves
            .Where(wave => wave.AnsweredOn is not null && wave.AskedOn <= left && left < wave.ClosesOn)
            .Select(wave => wave.AskedOn)
            .Append(left)
            .Min()
        : null;

    private static DateOnly? LeftOn(History history)
    {
        LifeStep? left = null;
        foreach (var step in StepsOf(history).Where(step => step.Day <= history.Today).OrderBy(step => step.Day))
        {
            left = step.Status is not ("aftercare" or "ended") ? null : step.Status == left?.Status ? left : step;
        }

        return left?.Day;
    }

    private static IEnumerable<LifeStep> StepsOf(History history)
    {
        // Rows of one day have no order: as in a folder, Paused comes before Resumed, and both before Stopped.
        foreach (var one in history.Events.OrderBy(one => one.Day).ThenBy(one => one.Kind, StringComparer.Ordinal))
        {
            if (LifeCycle.StateAfter(one.Kind) is { } status) yield return new LifeStep(one.Day, status);
        }

        // Last: of one day it is the newer word.
        if (history.Given is { } given) yield return given;
    }
}
