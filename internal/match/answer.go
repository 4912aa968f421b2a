package match

// answerLimit is how much, at most, answering well or badly moves a value.
const answerLimit = .15

// answerValue is what the load part of an offer is multiplied by for how many of
// the asked interests its owner has answered: from .85 to 1.15, and 1 for one
// who was never asked. Four interests, half of them answered, are taken for
// granted, so that a newcomer's first silence weighs little.
func answerValue(answered, asked int) float64 {
	asked = max(0, asked)
	answered = min(max(0, answered), asked)
	rate := float64(answered+2) / float64(asked+4)
	return 1 + max(-answerLimit, min(answerLimit, rate-.5))
}
