using CaregiverSignal.Storage;

namespace CaregiverSignal.Mail.Letters;

/// <summary>The key for <see cref="ReturnAddress"/>: bounces of mail that it was not made with are not believed.</summary>
public static class ReturnKey
{
    public static StoreKey Of(StoreEngine engine) => new(engine, "returns");
}
