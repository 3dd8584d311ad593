namespace CaregiverSignal.Storage;

/// <summary>The answer to a statement, which goes to the store at the latest when somebody looks at it.</summary>
/// <remarks>What is asked together, before anybody looks, is one round trip to a server.</remarks>
public sealed class Asked<T>
{
    private readonly Action? send;
    private T? answer;
    private bool isAnswered;

    internal Asked(T answer) => Answer(answer);

    /// <param name="send">Sends what waits, with this among it.</param>
    internal Asked(Action send) => this.send = send;

    public T Value
    {
        get
        {
            if (!isAnswered)
                send!();
            return isAnswered ? answer! : throw new InvalidOperationException("The statement failed, or was undone.");
        }
    }

    /// <summary>Whether this is the answer, without a wait for one that is not here yet.</summary>
    public bool IsKnownToBe(T value) => isAnswered && EqualityComparer<T>.Default.Equals(answer, value);

    internal void Answer(T value) => (answer, isAnswered) = (value, true);
}
